// Opens a real browser on the built example, and keeps a list of everything that must not happen.
const { chromium } = require("playwright-core");
const { execFileSync, spawn } = require("node:child_process");
const fs = require("node:fs");
const os = require("node:os");
const path = require("node:path");

const root = path.resolve(__dirname, "../..");
const program = process.env.REFRAIN || path.join(root, "target/debug/refrain");
const binary = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((p) => fs.existsSync(p));

/** A folder that goes away with the process. */
function temporary() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "refrain-"));
  process.on("exit", () => fs.rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Builds a project into a folder of its own. Exit 1 (findings) is as good as 0. */
function build(project, ...more) {
  const out = path.join(temporary(), "site");
  try {
    execFileSync(program, ["build", "--root", project, "--out", out, "--quiet", ...more], { stdio: "pipe" });
  } catch (error) {
    if (error.status !== 1) throw new Error(`build ended with ${error.status}:\n${error.stderr}`);
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
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(`console: ${message.text()}`);
  });
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

module.exports = { build, copyOfExample, launch, onePageOfEachType, program, root, serve, temporary, watched };
