/** The seat of this machine, put together: the session, who else is at which seat, notes, and the last cut. */
import type { KeptNote, SeatsValue, SessionValue } from "../../../shared/seat.ts";
import type { Role } from "../../../shared/roles.ts";
import type { SeatsMessage, TokenRefusal } from "../../../shared/wire/hub.ts";
import type { ActResult, HostAct, LineReport } from "../../../shared/wire/port.ts";
import type { SqliteDriver } from "../cache/driver.ts";
import { actAtDoor, type DoorAct } from "./acts.ts";
import { openCuts, readCut } from "./cuts.ts";
import { openKept, type KeptEvent } from "./kept.ts";
import { openSeats, type SeatWindow } from "./seats.ts";
import { openSession } from "./session.ts";

export interface SeatOptions {
  readonly dataDir: string;
  readonly driver: SqliteDriver;
  /** How this machine calls itself. */
  readonly machine: string;
  /** The token that this machine was started with; "" for none. */
  readonly token: string;
  readonly wall: () => number;
  readonly real: () => number;
  /** Hub time, epoch ms, and hub ms per real ms. */
  readonly hubTime: () => { readonly now: number; readonly pace: number };
  readonly watched: () => boolean;
  /** Another token is to be shown to the hub. */
  readonly onToken: () => void;
  /** Somebody else is at this machine, or nobody, or their session stands otherwise. */
  readonly onPerson: () => void;
  /** Another case is looked at here. */
  readonly onLook: (caseUid: number) => void;
  readonly log: (event: KeptEvent) => void;
}

/** What `Seat.act` takes. */
export type SeatAct = DoorAct | Extract<HostAct, { do: "keep" | "meanwhileSeen" }>;

export interface Seat {
  connect(url: string): void;
  /** What the hub is to be shown now; "" for nothing. */
  token(): string;
  /** For whoever greets the hub. */
  readonly tokens: {
    ready(): Promise<string | null> | null;
    refused(token: string, why: TokenRefusal): Promise<string | null> | null;
    welcome(token: string, welcome: { readonly role: Role }): void;
  };
  /** Who is here, and whether their session stands; for requests that are theirs (O11). */
  at(): { readonly person: number | null; readonly sends: boolean };
  /** How the line stands; to be said at every change and about once a second. */
  look(line: Pick<LineReport, "state" | "trouble" | "hubNow">): void;
  seats(message: SeatsMessage): void;
  /** The case that is looked at here, 0 for none. */
  looks(): number;
  window(): SeatWindow;
  /** @throws what is no expected trouble */
  act(what: SeatAct): Promise<ActResult>;
  readonly reader: {
    session(): SessionValue;
    seats(): SeatsValue;
    version(): number;
    kept(prefix: string): readonly KeptNote[];
    keptVersion(): number;
    cut(): { readonly from: number; readonly to: number } | null;
  };
  /** The files of notes that are there. */
  files(): { readonly name: string; readonly bytes: number }[];
  close(): void;
}

/** @throws TroubleError `diskFull`, `dataReadOnly` when the folder cannot be used. */
export function openSeat(options: SeatOptions): Seat {
  const { real, hubTime } = options;
  const kept = openKept(options);
  let version = 0;
  let live = false;
  let shown = "";
  let was = "";
  const session = openSession({ ...options, hubNow: () => hubTime().now, onChange: changed });
  const seats = openSeats(options.machine, options.onLook);
  const cuts = openCuts(readCut(kept.fact("cut")), real, (cut) => {
    kept.setFact("cut", cut === null ? null : JSON.stringify(cut));
    version++;
  });
  shown = session.token();
  was = personNow();

  function personNow(): string {
    return `${session.person()?.uid ?? ""} ${session.stands()}`;
  }

  function changed(): void {
    const person = personNow();
    if (person !== was) {
      was = person;
      seats.forget();
      version++;
      options.onPerson();
    }
    const token = session.token();
    if (token === shown) return;
    shown = token;
    options.onToken();
  }

  /** Whose notes are shown: "" for nobody's. */
  const owner = (): string => session.person()?.login.toLowerCase() ?? "";

  return {
    connect: session.connect,
    token: session.token,
    tokens: {
      ready: session.ready,
      refused: session.refused,
      welcome: (token, { role }) => session.welcome(token, role),
    },
    at: () => ({ person: session.person()?.uid ?? null, sends: session.stands() }),
    look(line) {
      cuts.look(line);
      const now = line.state === "live";
      if (now === live) return;
      live = now;
      version++;
    },
    seats(message) {
      const { now, pace } = hubTime();
      seats.take(message, now, pace);
    },
    looks: seats.looks,
    window: seats.window,
    async act(what) {
      switch (what.do) {
        case "keep": {
          const trouble = kept.put(owner(), what.key, what.value);
          return trouble === null ? { did: "kept" } : { did: "not", trouble };
        }
        case "meanwhileSeen":
          cuts.seen();
          return { did: "seen" };
        default:
          return actAtDoor(what, session);
      }
    },
    reader: {
      session: session.value,
      seats: () => seats.value(live && session.stands(), session.person()?.uid ?? null, hubTime().now),
      version: () => version + session.version() + seats.version(),
      kept: (prefix) => kept.notes(owner(), prefix),
      keptVersion: () => kept.version() + version,
      cut: cuts.cut,
    },
    files: kept.files,
    close() {
      session.close();
      kept.close();
    },
  };
}
