/**
 * The hub's watch over the cameras (V49): every minute it asks each gateway for its channels and each machine whether it
 * answers, and writes down what it finds: `online`, outages, and since when anybody has looked. What the hub itself renders
 * is well by itself. Times in which nobody looked, because the hub was not running, are written down too.
 */
import { NO_SECRETS, type VideoSecrets } from "../../shared/rules/video-secrets.ts";
import { TroubleError, type Trouble } from "../../shared/trouble.ts";
import { witnessOf } from "../../shared/video/address.ts";
import type { RecordOf } from "../../shared/tables.ts";
import { endOutage, openOutage, putFound, putNotWatched, type Found } from "../store/outages.ts";
import type { Store, Tx } from "../store/store.ts";
import { judge, type Streak } from "./judgement.ts";
import { askingUntil, isOwnError, lookAtMachines, type Asking } from "./machines.ts";
import { platformAt, type Platform } from "./platform.ts";

/** Real ms between the beginnings of two rounds. */
const EVERY_MS = 60_000;
/** Real ms after the start of the hub. */
const FIRST_AFTER_MS = 2_000;
/** Real ms without a round from which on nobody looked: two rounds and a half. */
const GAP_MS = 150_000;
const NOTE = "cameras-watched-at";

export interface CameraWatchOptions {
  readonly store: Store;
  /** Hub time, epoch ms. */
  now(): number;
  /** Hub ms per real ms. */
  readonly pace: number;
  /** Names and passwords of gateways as they are now. */
  secrets?(): VideoSecrets;
  readonly asking?: Asking;
  /** A gateway cannot be asked any more, or can again (null). Told once for each change. */
  onGateway?(name: string, trouble: Trouble | null): void;
  onFailed(error: unknown): void;
}

export interface CameraWatch {
  /** One round, now; settles when what it found is in the store. */
  look(): Promise<void>;
  /** What is under way then is given up, and touches the store no more. */
  close(): void;
}

type Camera = RecordOf<"cameras">;
interface Round {
  /** By who can say whether they are well. */
  readonly gateway: Map<number, Camera[]>;
  readonly machine: Camera[];
  readonly hub: Camera[];
  /** Without any address, and watched before. */
  readonly left: Camera[];
}

/** Opens the watch; its first round comes a moment later. */
export function openCameraWatch(options: CameraWatchOptions): CameraWatch {
  const { store, now, pace, onGateway = () => undefined, onFailed } = options;
  const ending = new AbortController();
  const asking = options.asking ?? askingUntil(ending.signal);
  const secrets = options.secrets ?? (() => NO_SECRETS);
  const hubTime = () => Math.floor(now());
  /** Of each camera, with the addresses they were looked at by. */
  const streaks = new Map<number, Streak & { readonly by: string }>();
  const platforms = new Map<string, Platform>();
  /** Gateways that could not be asked, by their address and name, and why. */
  const away = new Map<string, string>();
  let running: Promise<void> | null = null;
  let rounds = 0;
  let closed = false;
  /** Whether what came before this start has been written down. */
  let resumed = false;

  /** Whether too long a time has passed since the last round: looks before it are in a row with none after it. */
  function noteGap(at: number): void {
    const last = Number(store.note(NOTE) ?? Number.NaN);
    resumed = true;
    if (!(at - last > GAP_MS * pace)) return;
    resumed = false;
    streaks.clear();
    const watched = new Set<string>();
    for (const { platform, watchedFrom } of store.each("cameras")) if (watchedFrom !== null) watched.add(platform);
    store.transact(at, (tx) => {
      for (const platform of watched) putNotWatched(tx, platform, last, at);
    });
    store.setNote(NOTE, String(at));
    resumed = true;
  }

  /** Who is to be asked about which camera. Invented cameras without an address are their inventor's. */
  function plan(): Round {
    const round: Round = { gateway: new Map(), machine: [], hub: [], left: [] };
    const invented = new Set<string>();
    for (const { platform, demo } of store.each("platforms")) if (demo === 1) invented.add(platform);
    for (const camera of store.each("cameras")) {
      const witness = witnessOf(camera);
      if (witness === "gateway") {
        const there = round.gateway.get(camera.gateway);
        if (there === undefined) round.gateway.set(camera.gateway, [camera]);
        else there.push(camera);
      } else if (witness === "nobody") {
        if (camera.watchedFrom !== null && !invented.has(camera.platform)) round.left.push(camera);
      } else round[witness].push(camera);
    }
    return round;
  }

  /** What a gateway says of its cameras. */
  async function lookAtGateway(uid: number, cameras: readonly Camera[], found: Map<number, Found>): Promise<void> {
    const gateway = store.get("gateways", uid);
    const all = (what: Found) => cameras.forEach((camera) => void found.set(camera.uid, what));
    if (gateway === null) return all("unreachable");
    const key = `${gateway.url} ${gateway.name}`;
    let platform = platforms.get(key);
    if (platform === undefined) platforms.set(key, (platform = platformAt(gateway.url, gateway.name, ending.signal)));
    const devices = new Set(cameras.map(({ channel }) => channel.split("/", 1)[0] as string));
    try {
      const online = await platform.channels(devices, secrets().gateways[gateway.id] ?? null);
      for (const camera of cameras) found.set(camera.uid, online.get(camera.channel) === true ? "well" : "offline");
      tellGateway(key, gateway.name, null);
    } catch (error) {
      if (!(error instanceof TroubleError)) throw error;
      // Who is not let in, or does not get there, has not looked: that says nothing of the cameras.
      const { code, params } = error.trouble;
      all(code === "gatewayLogin" || isOwnError(params["why"]) ? "notWatched" : "unreachable");
      tellGateway(key, gateway.name, error.trouble);
    }
  }

  function tellGateway(key: string, name: string, trouble: Trouble | null): void {
    const why = trouble?.code;
    if (closed || away.get(key) === why) return;
    if (why === undefined) away.delete(key);
    else away.set(key, why);
    onGateway(name, trouble);
  }

  /** Writes down what was found about a camera, if it is there still and is reached as it was. */
  function settle(tx: Tx, before: Camera, found: Found, at: number): void {
    const camera = store.get("cameras", before.uid);
    const by = reachedBy(before);
    if (camera === null || reachedBy(camera) !== by) return void streaks.delete(before.uid);
    const known = streaks.get(camera.uid);
    const open = openOutage(store, camera)?.why ?? null;
    const { streak, told } = judge(known?.by === by ? known : null, camera, open, found, at);
    streaks.set(camera.uid, { ...streak, by });
    if (told !== null) putFound(store, tx, camera, told.found, told.at);
  }

  async function round(): Promise<void> {
    const at = hubTime();
    noteGap(at);
    const { gateway, machine, hub, left } = plan();
    const found = new Map<number, Found>();
    const [answers] = await Promise.all([
      lookAtMachines(machine, asking, (rounds += 1)),
      ...[...gateway].map(([uid, cameras]) => lookAtGateway(uid, cameras, found)),
    ]);
    for (const [uid, what] of answers) found.set(uid, what);
    if (closed) return;
    const looked = [...machine, ...[...gateway.values()].flat()];
    store.transact(hubTime(), (tx) => {
      for (const camera of looked) {
        const what = found.get(camera.uid);
        if (what !== undefined) settle(tx, camera, what, at);
      }
      // Whether it is online its inventor says; from the first time on it counts.
      for (const { uid } of hub) {
        const camera = store.get("cameras", uid);
        if (camera?.watchedFrom === null) putFound(store, tx, camera, camera.online === 1 ? "well" : "offline", at);
      }
      for (const { uid } of left) {
        const camera = store.get("cameras", uid);
        if (camera === null || witnessOf(camera) !== "nobody") continue;
        endOutage(store, tx, camera, at);
        tx.put("cameras", { ...camera, watchedFrom: null });
      }
    });
    const there = new Set(looked.map(({ uid }) => uid));
    for (const uid of streaks.keys()) if (!there.has(uid)) streaks.delete(uid);
    store.setNote(NOTE, String(hubTime()));
  }

  function look(): Promise<void> {
    running ??= round().finally(() => (running = null));
    return running;
  }

  let timer: NodeJS.Timeout | undefined;
  function plannedIn(ms: number): void {
    timer = setTimeout(() => {
      const began = performance.now();
      look()
        .catch(onFailed)
        .finally(() => {
          if (!closed) plannedIn(Math.max(0, EVERY_MS - (performance.now() - began)));
        });
    }, ms);
  }
  try {
    noteGap(hubTime());
  } catch (error) {
    onFailed(error);
  }
  plannedIn(FIRST_AFTER_MS);

  return {
    look,
    close() {
      closed = true;
      clearTimeout(timer);
      ending.abort();
      if (resumed && store.note(NOTE) !== null) store.setNote(NOTE, String(hubTime()));
    },
  };
}

/** Whatever a camera is reached by, as one text. */
function reachedBy({ streams, imageUrl, gateway, channel }: Camera): string {
  return JSON.stringify([streams, imageUrl, gateway, channel]);
}
