/** Packs the app for real, around a stand-in for Electron's own files, and unpacks what came out. */
import { extractAll, listPackage } from "@electron/asar";
import { Arch, build, Platform, type Configuration } from "electron-builder";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";

export const ROOT = join(import.meta.dirname, "../..");

/** The builder's configuration as it stands in electron-builder.yml. */
export async function readConfiguration(): Promise<Configuration> {
  // The builder's own YAML reader, so that the file means here what it means there.
  const builder = createRequire(createRequire(import.meta.url).resolve("app-builder-lib"));
  const yaml = builder("js-yaml") as { load(text: string): unknown };
  return yaml.load(await readFile(join(ROOT, "electron-builder.yml"), "utf8")) as Configuration;
}

/**
 * A folder that looks to the packager like Electron for Linux and is nothing of the kind: it proves the file list, not
 * that Electron runs.
 */
async function makeStandIn(folder: string): Promise<string> {
  const dist = join(folder, "electron-stand-in");
  await mkdir(join(dist, "resources"), { recursive: true });
  await mkdir(join(dist, "locales"), { recursive: true });
  await writeFile(join(dist, "electron"), "#!/bin/sh\necho 'a stand-in, not Electron'\nexit 1\n", { mode: 0o755 });
  await writeFile(join(dist, "version"), "0.0.0-stand-in");
  for (const language of ["zh-CN", "en-US", "fr"]) await writeFile(join(dist, `locales/${language}.pak`), "");
  return dist;
}

export interface Packed {
  /** Paths inside the archive, beginning with "/". */
  readonly files: readonly string[];
  /** The archive, extracted: the app's folder as the packaged app sees it. */
  readonly appDir: string;
  /** Paths outside the archive, relative to resources/. */
  readonly resourcesDir: string;
}

/** Packs for linux x64 into `folder`. */
export async function pack(folder: string, configuration: Configuration): Promise<Packed> {
  await build({
    projectDir: ROOT,
    publish: "never",
    targets: Platform.LINUX.createTarget("dir", Arch.x64),
    config: {
      ...configuration,
      electronDist: await makeStandIn(folder),
      directories: { ...configuration.directories, output: join(folder, "dist") },
      electronFuses: null, // there is no binary to flip them in
    },
  });
  const resourcesDir = join(folder, "dist/linux-unpacked/resources");
  const archive = join(resourcesDir, "app.asar");
  const appDir = join(folder, "app");
  extractAll(archive, appDir);
  return { files: listPackage(archive, { isPack: false }), appDir, resourcesDir };
}
