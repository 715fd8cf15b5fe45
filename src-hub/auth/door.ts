/**
 * The door over HTTP (shared/wire/door.ts): reads a request, checks its shape, and answers JSON. Programs only: whatever names an
 * origin is a web page and has no business here (rule N11).
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import * as v from "valibot";
import {
  DOOR_PATHS,
  firstSchema,
  loginRequestSchema,
  passwordChangeSchema,
  refreshSchema,
  screenAskSchema,
  screenPollSchema,
} from "../../shared/wire/door.ts";
import { officeRequestSchema, type OfficeAnswer, type OfficeRequest } from "../../shared/wire/office.ts";
import type { Store } from "../store/store.ts";
import { openEntrance, type EntranceOptions } from "./entrance.ts";
import type { OpenSession } from "./grants.ts";
import { askForCode, pollScreen } from "./screens.ts";
import { openTries } from "./tries.ts";

export interface DoorOptions extends Omit<EntranceOptions, "tries"> {
  readonly store: Store;
  /** Answers somebody who is logged in. */
  office(asker: OpenSession, request: OfficeRequest): OfficeAnswer | Promise<OfficeAnswer>;
  /** An answer failed; whoever asked hears that it did, and nothing more. */
  onFailed(error: unknown): void;
}

export interface Door {
  /** Answers a request below `/door/`; false for one that is another's. */
  answer(request: IncomingMessage, response: ServerResponse): boolean;
}

/** Bytes of a request: of the office rules and lists of districts may come along. */
const MOST_BYTES = 16_384;
const MOST_OFFICE_BYTES = 65_536;
/** Real ms in which a request must have come. */
const PATIENCE_MS = 10_000;

/** Who asks, beside what: the address, and the token of the machine or the session. */
interface Asking {
  readonly from: string;
  readonly bearer: string;
}
/** Null: nothing more can be taken now. */
type Answering = (body: unknown, asking: Asking) => object | null | Promise<object | null>;

/** A body that does not fit. */
class Misfit extends Error {}

function read<T>(schema: v.GenericSchema<unknown, T>, body: unknown): T {
  const found = v.safeParse(schema, body);
  if (!found.success) throw new Misfit();
  return found.output;
}

export function openDoor(options: DoorOptions): Door {
  const { store, grants, office, real, now, onFailed } = options;
  const entrance = openEntrance({ ...options, tries: openTries() });
  const screens = openTries();
  const inOneGo = <T>(work: () => T): T => store.transact(now(), work);

  const answers: Readonly<Record<string, Answering>> = {
    [DOOR_PATHS.state]: () => ({ named: store.hasPeople() }),
    [DOOR_PATHS.first]: (body, { bearer, from }) => entrance.first(read(firstSchema, body), bearer, from),
    [DOOR_PATHS.login]: (body, { from }) => entrance.login(read(loginRequestSchema, body), from),
    [DOOR_PATHS.refresh]: (body) => entrance.refresh(read(refreshSchema, body)),
    [DOOR_PATHS.logout](body) {
      entrance.logout(read(refreshSchema, body));
      return { answer: "ended" };
    },
    [DOOR_PATHS.password]: (body, { from }) => entrance.password(read(passwordChangeSchema, body), from),
    [DOOR_PATHS.screen](body, { from }) {
      const { machine } = read(screenAskSchema, body);
      if (screens.waitOf(from, real()) > 0) return null;
      screens.note(from, real());
      return inOneGo(() => askForCode(store, machine, real()));
    },
    [DOOR_PATHS.screenPoll](body) {
      const { secret } = read(screenPollSchema, body);
      return inOneGo(() => pollScreen(store, secret, real()));
    },
    [DOOR_PATHS.office](body, { bearer }) {
      const request = read(officeRequestSchema, body);
      const asker = grants.sessionOf(bearer);
      return asker === null ? { did: "refused", refused: "sessionEnded" } : office(asker, request);
    },
  };

  async function serve(request: IncomingMessage, response: ServerResponse, answering: Answering, most: number) {
    const text = await bodyOf(request, most);
    if (text === null) return end(response, 413);
    const asking = { from: request.socket.remoteAddress ?? "", bearer: bearerOf(request) };
    try {
      const answer = await answering(JSON.parse(text), asking);
      return answer === null ? end(response, 429) : end(response, 200, answer);
    } catch (error) {
      if (error instanceof Misfit || error instanceof SyntaxError) return end(response, 400);
      throw error;
    }
  }

  return {
    answer(request, response) {
      const path = request.url?.split("?")[0] ?? "";
      if (!path.startsWith("/door/")) return false;
      const answering = Object.hasOwn(answers, path) ? answers[path] : undefined;
      if (request.headers.origin !== undefined) end(response, 403);
      else if (answering === undefined) end(response, 404);
      else if (request.method !== "POST") end(response.setHeader("allow", "POST"), 405);
      else {
        const most = path === DOOR_PATHS.office ? MOST_OFFICE_BYTES : MOST_BYTES;
        serve(request, response, answering, most).catch((error: unknown) => {
          onFailed(error);
          end(response, 500);
        });
      }
      return true;
    },
  };
}

function end(response: ServerResponse, status: number, answer?: object): void {
  if (response.headersSent || response.destroyed) return;
  response.setHeader("cache-control", "no-store");
  // What is left of a request that is not read to its end would be taken for the next one.
  if (status >= 400) response.setHeader("connection", "close");
  if (answer === undefined) response.writeHead(status).end();
  else response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer));
}

function bearerOf(request: IncomingMessage): string {
  return /^Bearer (\S{1,200})$/.exec(request.headers.authorization ?? "")?.[1] ?? "";
}

/** The body as text; null when it is larger than it may be. A request that does not come to its end is cut. */
function bodyOf(request: IncomingMessage, most: number): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  const parts: Buffer[] = [];
  let bytes = 0;
  const late = setTimeout(() => request.destroy(), PATIENCE_MS);
  request.on("data", (part: Buffer) => {
    bytes += part.length;
    if (bytes <= most) parts.push(part);
    else resolve(null);
  });
  request.once("end", () => resolve(Buffer.concat(parts).toString("utf8")));
  request.once("error", () => resolve(null));
  request.once("close", () => {
    clearTimeout(late);
    resolve(null);
  });
  return promise;
}
