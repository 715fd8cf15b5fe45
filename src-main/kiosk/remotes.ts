/**
 * A host of its own for remotes: a machine's windows have one person and one set of rights, and whoever logs in on a telephone
 * must not change what the wall of this machine may see (rule X146).
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { openHost } from "../host/host.ts";
import type { Host } from "../host/options.ts";
import { wireOverWebSocket } from "../host/port/web-socket.ts";
import { hostName } from "../data-dir.ts";
import type { LaunchOptions } from "../options.ts";
import type { Sentences } from "../sentences.ts";
import { createAdmitted, gatedWire } from "./lan-gate.ts";
import { openLanServer } from "./lan-server.ts";

export interface RemotesOptions {
  readonly asked: Pick<LaunchOptions, "language" | "keepMonths">;
  /** Of the machine; remotes have a folder of their own in it. */
  readonly dataDir: string;
  readonly pagesDir: string;
  readonly sentences: Sentences;
  /** One line for the person. */
  readonly say: (line: string) => void;
  readonly log: (line: string) => void;
}

export interface Remotes {
  readonly host: Host;
  close(): Promise<void>;
}

/**
 * @param port of this machine's own pages; the same is taken on the network
 * @throws TroubleError lanAddress, and whatever a host cannot start with
 */
export async function openRemotes(options: RemotesOptions, address: string, port: number): Promise<Remotes> {
  const { asked, sentences } = options;
  const dataDir = join(options.dataDir, "remotes");
  mkdirSync(dataDir, { recursive: true });
  const host = await openHost({
    dataDir,
    language: asked.language,
    basemap: null,
    // Not the machine's own token: a remote may do what the person on it may do, and before that nothing.
    token: "",
    keepMonths: asked.keepMonths ?? 1,
    trackDays: 0,
    name: `${hostName(options.dataDir)}-remotes`.slice(0, 100),
    log: (event) => options.log(sentences.host(event)),
  });
  const admitted = createAdmitted();
  const server = await openLanServer({
    pagesDir: options.pagesDir,
    address,
    port,
    attach: (socket, browser) => host.attach(gatedWire(wireOverWebSocket(socket), browser, admitted)),
    log: options.log,
  }).catch(async (error: unknown) => {
    await host.close();
    throw error;
  });
  options.say(sentences.cli("cli.addressLan", { url: server.url }));
  return {
    host,
    close: async () => {
      await server.close();
      await host.close();
    },
  };
}
