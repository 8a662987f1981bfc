// Makes a project in which every text says something hostile. The fields are read from the program's own schema, so a new
// field of a new kind is filled too; the payloads lie in payloads.json.
"use strict";
const { execFileSync } = require("node:child_process");
const fs = require("node:fs");
const path = require("node:path");
const { program, root, temporary } = require("./browser.cjs");

/** All payloads, each with its number in it and a word that only it has, so that search can bring it. */
function payloads() {
  const { payloads: groups } = JSON.parse(fs.readFileSync(path.join(__dirname, "payloads.json"), "utf8"));
  return Object.values(groups).flat().map((text, n) => ({ text: text.replaceAll("{n}", n), word: `zq${n}x` }));
}

/** Fields that refer to items, by what they refer to; every other text is free. */
const REFERENCES = {
  personas: "personas", persona: "personas", best_for: "personas", buyers: "personas",
  pains: "pains", pain: "pains", relieves: "pains",
  claims: "claims", claim: "claims", benefit_claim: "claims",
  messages: "messages", message: "messages", kept_by: "messages",
  segments: "segments", segment: "segments",
  triggers: "triggers", offers: "offers", offer: "offers", objections: "objections", value_props: "value_props",
  competitors: "competitors", competitor: "competitors", rival: "competitors", rivals: "competitors",
  customers: "customers", customer: "customers", research: "research", evidence: "research", metrics: "metrics", metric: "metrics",
  stage: "stages", stages: "stages", by_stage: "stages", journey: "stages", by_persona: "personas",
  team: "teams", teams: "teams", owner: "teams", audience: "teams", internal_to: "teams", to: "teams", from: "teams",
  channel: "channels", channels: "channels", by_channel: "channels", except_channels: "channels",
};
const STAGES = ["why-change", "why-you", "why-now", "first-90-days", "why-stay", "why-pay", "why-evolve", "why-forgive"];

/** A project of `each` items of every kind. Answers its folder. */
function project(each) {
  const all = payloads();
  let next = 0;
  const text = () => {
    const { text, word } = all[next++ % all.length];
    return next % 2 ? `${text} ${word}` : `${word} ${text}`;
  };
  const schema = JSON.parse(execFileSync(program, ["schema", "--root", root], { encoding: "utf8" }));

  function reference(kind, at) {
    if (kind === "stages") return STAGES[at % STAGES.length];
    if (kind === "teams") return ["marketing", "sales", "success"][at % 3];
    if (kind === "channels") return "mail";
    return `${kind.replace("_", "-")}-${at % each}`;
  }

  /** A value that the schema allows, with payloads for texts; nothing where the schema wants nothing of ours. */
  function value(of, key, at, depth) {
    if (of.$ref) return value(schema.$defs[of.$ref.split("/").pop()], key, at, depth);
    if (of.const !== undefined) return of.const;
    if (of.enum) return of.enum.filter((v) => !["retired", "never", null].includes(v))[at % of.enum.length] ?? of.enum[0];
    const choices = of.anyOf ?? of.oneOf;
    if (choices) {
      const some = choices.filter((c) => c.type !== "null");
      return value(some.find((c) => c.type === "array" || c.type === "object" || c.$ref) ?? some[at % some.length], key, at, depth);
    }
    const type = [of.type].flat();
    if (type.includes("object")) return depth > 6 ? undefined : object(of, key, at, depth);
    if (type.includes("array")) return [0, 1].map((n) => value(of.items, key, at + n, depth + 1));
    if (type.includes("string")) {
      if (of.format === "date") return "2026-10-01";
      if (of.pattern?.startsWith("^[a-z0-9")) return `${key}-${at}`.replaceAll("_", "-");
      // Half of the references lead somewhere, so that pages show items of each other; the others are hostile too.
      if (REFERENCES[key] && at % 2 === 0) return reference(REFERENCES[key], at >> 1);
      return text();
    }
    if (type.includes("boolean")) return at % 2 === 0;
    return of.maximum === 1 ? 0.5 : 3;
  }

  function object(of, key, at, depth) {
    const made = {};
    for (const [name, property] of Object.entries(of.properties ?? {})) {
      if (name === "examples" || name === "expires") continue;
      const one = value(property, name, at, depth + 1);
      if (one !== undefined) made[name] = one;
    }
    if (of.additionalProperties && typeof of.additionalProperties === "object" && !of.properties) {
      const to = REFERENCES[key];
      const keys = to ? [reference(to, at), reference(to, at + 1)] : [`key-${at}`, text()];
      for (const name of keys) made[name] = value(of.additionalProperties, name, at, depth + 1);
    }
    return made;
  }

  const folder = path.join(temporary(), "hostile");
  const write = (name, content) => {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  };
  for (const [kind, property] of Object.entries(schema.properties)) {
    const list = property.anyOf?.find((c) => c.items);
    const id = (at) => (kind === "terms" || !list ? {} : { id: reference(kind, at) });
    const item = (at) => ({ ...value(list?.items ?? property, kind, at, 0), ...id(at), status: "approved" });
    write(`content/messaging/${kind}.yaml`, yaml({ [kind]: list ? Array.from({ length: each }, (_, at) => item(at)) : item(0) }));
  }
  // Copy that bears the texts in its names and in what is found in it.
  for (const [at, { text, word }] of all.entries()) {
    const name = `${word} ${text}`.replaceAll("/", "∕").replaceAll("\0", "").slice(0, 60);
    write(`content/copy/${name}.md`, `${text}\n\nOur platform brings synergy ${word} to ${text}, 97% of the time!\n`);
  }
  write("content/messaging/house.yaml", yaml({ terms: [{ use: "planning", not: ["synergy", "platform"], why: text() }] }));
  write("refrain.yaml", yaml({
    company: text(), product: text(), title: text(), as_of: "2026-11-01", content: "content/messaging",
    teams: ["marketing", "sales", "success"],
    channels: [{ id: "mail", name: text(), team: "sales" }],
    stages: STAGES.map((id) => ({ id, question: text(), moment: text(), also: [text()], owner: "sales" })),
    copy: [{ files: "content/copy/**", team: "sales", channel: "mail", stage: "why-change" }],
    site: { base_url: "https://playbook.example/", repo_url: "https://git.example/edit/" },
    alignment: { items: [{ name: text(), level: "aligned", done: false, evidence: text() }], steps: [{ name: text(), owner: "sales", due: "2026-12-01", done: false }], rituals: [{ name: text(), cadence: text(), owner: "sales" }] },
  }));
  return folder;
}

/** YAML is nearly JSON: what YAML takes for an end of a line, or not at all, is escaped. */
function yaml(data) {
  return `${JSON.stringify(data, null, 1).replace(/[\u0000-\u0009\u000b-\u001f\u007f-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`)}\n`;
}

module.exports = { payloads, project, yaml };
