// Opens a real browser on the built example, and keeps a list of everything that must not happen.
const { chromium } = require("playwright-core");
const { execFileSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const http = require("node:http");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "../..");
const program = process.env.REFRAIN || path.join(root, "target/debug/refrain");
const binary = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((p) => fs.existsSync(p));

/** Says to `build` that the content's own links may lead nowhere; the site is made all the same. */
const DEAD_LINKS = Symbol("dead links");

/** A folder that goes away with the process. */
function temporary() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "refrain-"));
  process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Builds a project into a folder of its own. Exit 1 (findings) is as good as 0, and 2 where links may be dead. */
function build(project, ...more) {
  const dead = more[0] === DEAD_LINKS && more.shift();
  const out = path.join(temporary(), "site");
  try {
    execFileSync(program, ["build", "--root", project, "--out", out, "--quiet", ...more], { stdio: "pipe" });
  } catch (error) {
    if (error.status !== 1 && !(dead && error.status === 2 && fs.existsSync(path.join(out, "index.html")))) throw new Error(`build ended with ${error.status}:\n${error.stderr}`);
  }
  return out;
}

/** Copies the example project, to be written to. */
function copyOfExample() {
  const folder = path.join(temporary(), "project");
  fs.mkdirSync(folder);
  for (const name of ["refrain.yaml", "content"]) {
    fs.cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  }
  return folder;
}

/** Gives a project a past: yesterday three of its texts said something else. */
function withPast(folder) {
  const git = (...words) => execFileSync("git", ["-C", folder, "-c", "user.name=Ines Valdar", "-c", "user.email=ines@dockhand.example", "-c", "commit.gpgsign=false", ...words], {
    stdio: "pipe",
    env: { ...process.env, GIT_AUTHOR_DATE: git.day, GIT_COMMITTER_DATE: git.day, GIT_CONFIG_GLOBAL: "/dev/null" },
  });
  const file = path.join(folder, "content/messaging/claims/results.yaml");
  const now = fs.readFileSync(file, "utf8");
  fs.writeFileSync(file, now.replace(/says: (.*)/g, (line, says, at) => (at < 4000 ? `says: "Formerly, ${says.replace(/^"|"$/g, "")}"` : line)));
  git.day = "2026-10-20T09:00:00Z";
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "Collect the messaging");
  fs.writeFileSync(file, now);
  git.day = "2026-10-27T09:00:00Z";
  git("commit", "-qam", "Say results as the study says them");
  return folder;
}

/** Serves a project on a free port; answers its address and a way to stop. */
async function serve(project) {
  const server = spawn(program, ["serve", "--root", project, "--port", "0"], { stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const address = await new Promise((resolve, reject) => {
    const hear = (chunk) => {
      said += chunk;
      const found = said.match(/http:\/\/127\.0\.0\.1:\d+\//);
      if (found) resolve(found[0]);
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.on("exit", (code) => reject(new Error(`serve ended with ${code}: ${said}`)));
    setTimeout(() => reject(new Error(`serve names no address: ${said}`)), 60_000).unref();
  });
  return { address, stop: () => server.kill("SIGKILL"), said: () => said };
}

async function launch() {
  return chromium.launch({
    executablePath: binary,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--allow-file-access-from-files=false",
    ],
  });
}

/** A page on which every console error, policy violation and request to elsewhere is written down. */
async function watched(browser, options = {}) {
  const context = await browser.newContext(options);
  // The console tells of most violations of the policy; the event tells of all.
  await context.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile ?? ""}:${event.lineNumber}`);
    });
  });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`console: ${message.text()}`);
  });
  page.on("dialog", (dialog) => {
    wrong.push(`dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on("popup", (popup) => wrong.push(`a window opened: ${popup.url()}`));
  page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const own = url.protocol === "file:" || url.protocol === "data:" || url.hostname === "127.0.0.1";
    if (!own) wrong.push(`request to ${url.href}`);
  });
  page.on("requestfailed", (request) => {
    // What was still under way when the test went on to the next page was given up, not refused.
    const why = request.failure()?.errorText;
    if (why !== "net::ERR_ABORTED") wrong.push(`failed: ${request.url()}: ${why}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) wrong.push(`status ${response.status()}: ${response.url()}`);
  });
  return { page, wrong, close: () => context.close() };
}

/** Every page of a site: its path, and its type as its body says. */
function allPages(site) {
  const files = fs.readdirSync(site, { recursive: true }).map((file) => file.split(path.sep).join("/"));
  return files.filter((file) => file.endsWith(".html")).sort().map((file) => {
    const html = fs.readFileSync(path.join(site, file), "utf8");
    return { file, bytes: Buffer.byteLength(html), type: html.match(/<body class="page-([\w-]+)/)?.[1] ?? "none" };
  });
}

/** The fullest and the barest page of each type in each folder, and every page at the top: what is on most pages, and what
 *  is missing from some. */
function pagesOfEachType(site) {
  const groups = new Map();
  for (const page of allPages(site)) {
    const folder = path.posix.dirname(page.file);
    const group = folder === "." ? page.file : `${folder} ${page.type}`;
    groups.set(group, [...(groups.get(group) ?? []), page]);
  }
  return [...groups.values()].flatMap((pages) => {
    const sorted = pages.sort((a, b) => b.bytes - a.bytes || (a.file < b.file ? -1 : 1));
    return sorted.length > 1 ? [sorted[0], { ...sorted.at(-1), barest: true }] : sorted;
  });
}

/** Gives each of a list to a worker, as many at once as there are workers. */
async function among(workers, list, work) {
  const rest = [...list];
  await Promise.all(workers.map(async (worker) => {
    while (rest.length) await work(worker, rest.shift());
  }));
}

/** A folder over http, as a plain host would serve it: what is not there gets `404.html`. */
async function host(folder) {
  const kinds = { html: "text/html; charset=utf-8", js: "text/javascript", css: "text/css", svg: "image/svg+xml", json: "application/json", xml: "application/xml" };
  const server = http.createServer((request, response) => {
    const asked = path.join(folder, path.normalize(decodeURIComponent(new URL(request.url, "http://x").pathname)));
    const there = fs.existsSync(asked) && fs.statSync(asked).isFile();
    const file = there ? asked : path.join(folder, "404.html");
    response.writeHead(there ? 200 : 404, { "content-type": kinds[path.extname(file).slice(1)] ?? "text/plain" });
    response.end(fs.readFileSync(file));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { address: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

/** One page of each folder, and every page at the top: each page type at least once. */
function onePageOfEachType(site) {
  const found = [];
  const walk = (folder) => {
    const entries = fs.readdirSync(path.join(site, folder), { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    const pages = entries.filter((e) => e.isFile() && e.name.endsWith(".html")).map((e) => path.posix.join(folder, e.name));
    found.push(...(folder === "" ? pages : pages.slice(0, 1)));
    for (const entry of entries.filter((e) => e.isDirectory())) walk(path.posix.join(folder, entry.name));
  };
  walk("");
  return found;
}

module.exports = { DEAD_LINKS, allPages, among, build, copyOfExample, host, launch, onePageOfEachType, pagesOfEachType, program, root, serve, temporary, watched, withPast };
