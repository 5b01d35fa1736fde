/** Finds the program postlint. Knows nothing of the editor, so that it can be tested without one. */

export interface Program {
  command: string;
  args: string[];
}

/** What is looked at: the setting, the folders of the workspace, and the machine. */
export interface Surroundings {
  setting: string;
  folders: string[];
  windows: boolean;
  /** Whether a file is there. */
  exists(path: string): boolean;
  /** The path of a program that can be started by its name; undefined for none. */
  onPath(name: string): string | undefined;
}

/** The names that the folder of a virtual environment usually has. */
const ENVIRONMENTS = [".venv", "venv", ".env", "env"];

export const NOT_FOUND =
  "postlint was not found. Install it into the environment of this folder (pip install postlint), install uv, or set postlint.path.";

/** The program: that of the setting, of an environment in the workspace, on the path, or by way of uv; undefined for none. */
export function findProgram(around: Surroundings): Program | undefined {
  if (around.setting) {
    return { command: around.setting, args: ["server"] };
  }
  const inside = around.windows ? ["Scripts", "postlint.exe"] : ["bin", "postlint"];
  const slash = around.windows ? "\\" : "/";
  for (const folder of around.folders) {
    for (const name of ENVIRONMENTS) {
      const path = [folder, name, ...inside].join(slash);
      if (around.exists(path)) {
        return { command: path, args: ["server"] };
      }
    }
  }
  const own = around.onPath("postlint");
  if (own) {
    return { command: own, args: ["server"] };
  }
  const uvx = around.onPath("uvx");
  return uvx ? { command: uvx, args: ["postlint", "server"] } : undefined;
}

/** The counts and scores of a post, as the server sends them. */
export interface Status {
  errors: number;
  warnings: number;
  infos: number;
  words: number;
  readingMinutes: number;
  seo: number;
  readability: number;
}

/** The text of the status bar: the gravest findings, and both scores. */
export function statusText(status: Status): string {
  const counts = [
    status.errors ? `$(error) ${status.errors}` : "",
    status.warnings ? `$(warning) ${status.warnings}` : "",
  ].filter(Boolean);
  const found = counts.length ? counts.join(" ") : "$(check)";
  return `${found} SEO ${status.seo}, readability ${status.readability}`;
}

/** What the status bar shows when the pointer is on it. */
export function statusDetails(status: Status): string {
  const { errors, warnings, infos, words, readingMinutes } = status;
  return `postlint: ${errors} errors, ${warnings} warnings, ${infos} infos; ${words} words, ${readingMinutes} min`;
}
