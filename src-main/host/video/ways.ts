/** Opens a way to a camera: by its own address, or by asking its platform where it can be had. */
import { machineSecrets, type VideoSecrets } from "../../../shared/rules/video-secrets.ts";
import type { RecordOf } from "../../../shared/tables.ts";
import { TroubleError } from "../../../shared/trouble.ts";
import { byteSource } from "./byte-source.ts";
import type { Way } from "./choice.ts";
import { openGateway, type Gateway, type Tokens } from "./gateway.ts";
import { hlsSource } from "./hls-source.ts";
import { mjpegSource, stillFrom, stillSource } from "./picture-sources.ts";
import { mustBeGood, type Asked, type Reach } from "./reach.ts";
import type { OpenSource } from "./source.ts";
import type { Picture } from "./watcher.ts";
import { whepSource } from "./whep-source.ts";

export interface WaysOptions {
  readonly reach: Reach;
  readonly secrets: () => VideoSecrets;
  readonly gateway: (uid: number) => RecordOf<"gateways"> | null;
  readonly hub: () => { readonly url: string; readonly token: string } | null;
  /** Hub time, epoch ms. */
  readonly now: () => number;
  /** Monotonic real ms. */
  readonly real: () => number;
}

export interface Ways {
  /** @param keep each picture that comes as one */
  opener(way: Way, keep: (picture: Picture) => void): OpenSource;
  /** Null when there is no such platform. */
  gatewayOf(uid: number): Gateway | null;
  /** @param path below the hub's own address @throws TroubleError */
  tellHub(path: string): Promise<void>;
}

/** Real ms until a picture of the hub's own begins to come. */
const HUB_MS = 15_000;

type Address = Pick<Extract<Way, { by: "address" }>, "kind" | "url" | "ofHub">;

export function openWays({ reach, secrets, gateway, hub, now, real }: WaysOptions): Ways {
  const tokens: Tokens = new Map();

  function gatewayOf(uid: number): Gateway | null {
    const row = gateway(uid);
    return row === null ? null : openGateway(reach, row, secrets().gateways[row.id] ?? null, tokens);
  }

  /** The hub is shown this host's token; every other machine what the file of secrets has for it. */
  function askedOf({ url, ofHub }: Pick<Address, "url" | "ofHub">): Asked {
    const token = ofHub ? (hub()?.token ?? "") : "";
    return {
      url,
      credentials: ofHub ? null : machineSecrets(secrets(), url),
      ...(token === "" ? {} : { headers: { authorization: `Bearer ${token}` } }),
      // It paints the first picture for who asks first, beside all else that it does.
      ...(ofHub ? { answerMs: HUB_MS } : {}),
    };
  }

  function byAddress(address: Address, keep: (picture: Picture) => void): OpenSource {
    const asked = askedOf(address);
    const { kind } = address;
    switch (kind) {
      case "wsFlv":
        return byteSource(reach, asked, "flv", now);
      case "flv":
      case "ts":
      case "fmp4":
        return byteSource(reach, asked, kind, now);
      case "mjpeg":
        return mjpegSource(reach, asked, { now, keep });
      case "still":
        return stillSource(stillFrom(reach, asked), { now, real, keep });
      case "hls":
        return hlsSource(reach, asked, now, real);
      case "whep":
        return whepSource(reach, asked);
    }
  }

  function byGateway(way: Extract<Way, { by: "gateway" }>, keep: (picture: Picture) => void): OpenSource {
    const there = (): Gateway => {
      const found = gatewayOf(way.gateway);
      if (found === null) throw new TroubleError("streamNone", {});
      return found;
    };
    if (way.still) return stillSource((signal) => there().snap(way.channel, signal), { now, real, keep });
    return async (ended, signal) => {
      const platform = there();
      const offers = await platform.play(way.channel, signal);
      let failed: unknown = null;
      for (const { kind, url: text } of offers) {
        const url = new URL(text);
        url.username = "";
        url.password = "";
        try {
          const source = await byAddress({ kind, url, ofHub: false }, keep)(ended, signal);
          return {
            ...source,
            close() {
              source.close();
              platform.stop(way.channel);
            },
          };
        } catch (error) {
          failed ??= error;
          if (signal.aborted) break;
        }
      }
      platform.stop(way.channel);
      throw failed;
    };
  }

  return {
    opener: (way, keep) => (way.by === "gateway" ? byGateway(way, keep) : byAddress(way, keep)),
    gatewayOf,
    async tellHub(path) {
      const at = hub();
      if (at === null) throw new TroubleError("hubAway", {});
      const url = new URL(path, at.url.endsWith("/") ? at.url : `${at.url}/`);
      mustBeGood(await reach.whole({ ...askedOf({ url, ofHub: true }), method: "POST" }));
    },
  };
}
