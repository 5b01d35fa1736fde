/** The extension: starts the language server, shows its status, and asks for reasons. */

import { existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import * as vscode from "vscode";
import { LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";
import { findProgram, NOT_FOUND, type Status, statusDetails, statusText } from "./find";

const LANGUAGES = ["markdown", "mdx", "quarto"];

let client: LanguageClient | undefined;
let statusItem: vscode.StatusBarItem | undefined;
let waiting: NodeJS.Timeout | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  statusItem = vscode.window.createStatusBarItem("postlint", vscode.StatusBarAlignment.Right);
  statusItem.name = "postlint";
  context.subscriptions.push(
    statusItem,
    vscode.commands.registerCommand("postlint.restart", restart),
    vscode.commands.registerCommand("postlint.fixPost", fixPost),
    vscode.window.onDidChangeActiveTextEditor(() => showStatusSoon()),
    vscode.languages.onDidChangeDiagnostics(() => showStatusSoon()),
    vscode.workspace.onDidChangeConfiguration(async (event) => {
      if (event.affectsConfiguration("postlint.path")) {
        await restart();
      } else if (event.affectsConfiguration("postlint")) {
        await client?.sendNotification("workspace/didChangeConfiguration", { settings: { postlint: options() } });
        showStatusSoon();
      }
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}

async function restart(): Promise<void> {
  await client?.stop();
  client = undefined;
  await start();
}

async function start(): Promise<void> {
  const program = findProgram({
    setting: settings().get("path", ""),
    folders: (vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri.fsPath),
    windows: process.platform === "win32",
    exists: (path) => existsSync(path),
    onPath,
  });
  if (!program) {
    void vscode.window.showErrorMessage(NOT_FOUND);
    return;
  }
  const clientOptions: LanguageClientOptions = {
    documentSelector: [
      ...LANGUAGES.flatMap((language) => [{ language, scheme: "file" }, { language, scheme: "untitled" }]),
      { pattern: "**/{.postlint,postlint}.{yaml,yml}" },
    ],
    initializationOptions: options(),
    middleware: { executeCommand: withReason },
  };
  client = new LanguageClient("postlint", "postlint", { command: program.command, args: program.args }, clientOptions);
  try {
    await client.start();
  } catch (error) {
    void vscode.window.showErrorMessage(`postlint cannot be started (${program.command}): ${String(error)}`);
  }
}

function settings(): vscode.WorkspaceConfiguration {
  return vscode.workspace.getConfiguration("postlint");
}

/** The settings that the server reads. */
function options(): Record<string, unknown> {
  return { level: settings().get("level"), inlayHints: settings().get("inlayHints") };
}

/** The path of a program in one of the folders of PATH. */
function onPath(name: string): string | undefined {
  const endings = process.platform === "win32" ? [".exe", ".cmd", ""] : [""];
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    for (const ending of endings) {
      const path = join(folder, name + ending);
      if (folder && existsSync(path) && statSync(path).isFile()) {
        return path;
      }
    }
  }
  return undefined;
}

/** Asks for the reason before a finding is silenced, and shows the page of a rule that has none on the web. */
async function withReason(
  command: string,
  args: unknown[],
  next: (command: string, args: unknown[]) => unknown,
): Promise<unknown> {
  if (command === "postlint.silence" && settings().get("askForReason", true)) {
    const reason = await vscode.window.showInputBox({ prompt: "Why is it right as it is? (may stay empty)" });
    if (reason === undefined) {
      return undefined;
    }
    return next(command, [...args, reason]);
  }
  return next(command, args);
}

async function fixPost(): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  if (editor && client) {
    await vscode.commands.executeCommand("postlint.fixAll", editor.document.uri.toString());
  }
}

/** Shows the status when the post has been left alone for a moment: the scores take as long as linting does. */
function showStatusSoon(): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => void showStatus(), 500);
}

async function showStatus(): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (!statusItem || !client?.isRunning() || !document || !LANGUAGES.includes(document.languageId)) {
    statusItem?.hide();
    return;
  }
  const params = { textDocument: { uri: document.uri.toString() } };
  const status = settings().get("statusBar", true)
    ? await client.sendRequest<Status | null>("postlint/status", params)
    : null;
  if (!status) {
    statusItem.hide();
    return;
  }
  statusItem.text = statusText(status);
  statusItem.tooltip = statusDetails(status);
  statusItem.show();
}
