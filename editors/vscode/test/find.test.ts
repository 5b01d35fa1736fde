import assert from "node:assert/strict";
import { test } from "node:test";
import { findProgram, statusDetails, statusText, type Surroundings } from "../src/find";

function around(changes: Partial<Surroundings>): Surroundings {
  return { setting: "", folders: ["/blog"], windows: false, exists: () => false, onPath: () => undefined, ...changes };
}

const onPath = (name: string): string => `/usr/bin/${name}`;

test("the setting comes first", () => {
  const found = findProgram(around({ setting: "/opt/postlint", exists: () => true, onPath }));
  assert.deepEqual(found, { command: "/opt/postlint", args: ["server"] });
});

test("then the environment of a folder", () => {
  const exists = (path: string): boolean => path === "/notes/.venv/bin/postlint";
  const found = findProgram(around({ folders: ["/blog", "/notes"], exists, onPath }));
  assert.deepEqual(found, { command: "/notes/.venv/bin/postlint", args: ["server"] });
});

test("on Windows, it is elsewhere", () => {
  const exists = (path: string): boolean => path === "C:\\blog\\venv\\Scripts\\postlint.exe";
  const found = findProgram(around({ folders: ["C:\\blog"], windows: true, exists }));
  assert.equal(found?.command, "C:\\blog\\venv\\Scripts\\postlint.exe");
});

test("then the path, then uv, then nothing", () => {
  assert.equal(findProgram(around({ onPath }))?.command, "/usr/bin/postlint");
  const uvx = findProgram(around({ onPath: (name) => (name === "uvx" ? "/usr/bin/uvx" : undefined) }));
  assert.deepEqual(uvx, { command: "/usr/bin/uvx", args: ["postlint", "server"] });
  assert.equal(findProgram(around({})), undefined);
});

test("the status is short, its details are not", () => {
  const status = { errors: 1, warnings: 2, infos: 3, words: 450, readingMinutes: 2, seo: 80, readability: 91 };
  assert.equal(statusText(status), "$(error) 1 $(warning) 2 SEO 80, readability 91");
  assert.equal(statusText({ ...status, errors: 0, warnings: 0 }), "$(check) SEO 80, readability 91");
  assert.equal(statusDetails(status), "postlint: 1 errors, 2 warnings, 3 infos; 450 words, 2 min");
});
