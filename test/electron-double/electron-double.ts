/**
 * A small double of Electron: what the shell calls is recorded, what it listens to can be made to happen. It proves the
 * shell's own decisions only; that Electron behaves like this is Electron's documentation, not this file's claim.
 */
import { EventEmitter } from "node:events";
import { MessageChannel } from "node:worker_threads";
import type { BrowserWindowConstructorOptions, Display } from "electron";
import type { ElectronApi } from "../../src-main/electron/shell.ts";
import type { Box } from "../../src-main/electron/displays.ts";

export class UtilityDouble extends EventEmitter {
  readonly stdout = new EventEmitter();
  readonly stderr = new EventEmitter();
  readonly sent: { readonly message: unknown; readonly ports: readonly unknown[] }[] = [];
  readonly file: string;
  readonly args: readonly string[];
  killed = false;
  constructor(file: string, args: readonly string[]) {
    super();
    this.file = file;
    this.args = args;
  }
  postMessage(message: unknown, ports: readonly unknown[] = []): void {
    this.sent.push({ message, ports });
  }
  kill(): boolean {
    this.killed = true;
    return true;
  }
}

type OpenHandler = (asked: { readonly url: string }) => {
  readonly action: string;
  readonly overrideBrowserWindowOptions?: BrowserWindowConstructorOptions;
};

/** Records what is asked of a page's debugger; emits "message" as the page's answer. */
class DebuggerDouble extends EventEmitter {
  readonly asked: { readonly method: string; readonly params: unknown }[] = [];
  attached = false;
  attach(): void {
    this.attached = true;
  }
  isAttached(): boolean {
    return this.attached;
  }
  sendCommand(method: string, params: unknown): Promise<void> {
    this.asked.push({ method, params });
    return Promise.resolve();
  }
}

class ContentsDouble extends EventEmitter {
  readonly loaded: string[] = [];
  readonly posted: { readonly channel: string; readonly message: unknown; readonly ports: readonly unknown[] }[] = [];
  readonly debugger = new DebuggerDouble();
  openHandler: OpenHandler | null = null;
  crashes = 0;
  reloads = 0;
  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    return Promise.resolve();
  }
  postMessage(channel: string, message: unknown, ports: readonly unknown[] = []): void {
    this.posted.push({ channel, message, ports });
  }
  isDestroyed(): boolean {
    return false;
  }
  getURL(): string {
    return this.loaded.at(-1) ?? "";
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }
  forcefullyCrashRenderer(): void {
    this.crashes += 1;
  }
  reload(): void {
    this.reloads += 1;
  }
}

export class WindowDouble extends EventEmitter {
  readonly webContents = new ContentsDouble();
  readonly options: BrowserWindowConstructorOptions;
  readonly placed: Box[] = [];
  visible = false;
  destroyed = false;
  /** Asked-for bounds that the window manager ignores before it gives in. */
  stubborn = 0;
  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    this.visible = options.show !== false;
  }
  setBounds(bounds: Box): void {
    this.placed.push(bounds);
  }
  getBounds(): Box {
    if (this.stubborn > 0) {
      this.stubborn -= 1;
      return { x: 0, y: 0, width: 800, height: 600 };
    }
    return this.placed.at(-1) ?? { x: 0, y: 0, width: 0, height: 0 };
  }
  show(): void {
    this.visible = true;
  }
  maximize(): void {
    this.visible = true;
  }
  showInactive(): void {
    this.visible = true;
  }
  hide(): void {
    this.visible = false;
  }
  isDestroyed(): boolean {
    return this.destroyed;
  }
  destroy(): void {
    this.destroyed = true;
    this.visible = false;
    this.emit("closed");
  }
}

export interface Rig {
  readonly api: ElectronApi;
  readonly app: EventEmitter;
  readonly screen: EventEmitter & { displays: Display[] };
  readonly powerMonitor: EventEmitter;
  readonly windows: WindowDouble[];
  readonly children: UtilityDouble[];
  readonly session: EventEmitter;
  readonly blockers: Set<number>;
  /** Asks the custom protocol as a page would. */
  fetch(url: string, headers?: Record<string, string>): Promise<Response>;
  /** What the session's handlers say. */
  readonly handlers: Map<string, (...args: never[]) => unknown>;
  child(name: "host" | "hub"): UtilityDouble;
}

export function display(id: number, bounds: Box, label = `display ${id}`): Display {
  return { id, label, bounds, scaleFactor: 1 } as Display;
}

export function makeRig(displays: Display[]): Rig {
  const handlers = new Map<string, (...args: never[]) => unknown>();
  const windows: WindowDouble[] = [];
  const children: UtilityDouble[] = [];
  const blockers = new Set<number>();
  const screen = Object.assign(new EventEmitter(), { displays, getAllDisplays: () => screen.displays });
  const keepHandler = (name: string) => (handler: (...args: never[]) => unknown) => void handlers.set(name, handler);
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: keepHandler("permission"),
    setPermissionCheckHandler: keepHandler("permissionCheck"),
    setDevicePermissionHandler: keepHandler("device"),
    webRequest: { onBeforeRequest: keepHandler("request") },
  });
  let protocolHandler: ((request: Request) => Promise<Response>) | null = null;
  const app = new EventEmitter();
  const powerMonitor = new EventEmitter();
  const api = {
    app,
    screen,
    powerMonitor,
    session: { defaultSession: session },
    protocol: {
      handle: (_scheme: string, handler: (request: Request) => Promise<Response>) => (protocolHandler = handler),
    },
    powerSaveBlocker: {
      start: (kind: string) => {
        if (kind !== "prevent-display-sleep") throw new Error(kind);
        blockers.add(1);
        return 1;
      },
      stop: (id: number) => blockers.delete(id),
    },
    MessageChannelMain: MessageChannel,
    utilityProcess: {
      fork: (file: string, args: readonly string[]) => {
        const child = new UtilityDouble(file, args);
        children.push(child);
        return child;
      },
    },
    BrowserWindow: class extends WindowDouble {
      constructor(options: BrowserWindowConstructorOptions) {
        super(options);
        windows.push(this);
      }
    },
  } as unknown as ElectronApi;
  return {
    api,
    app,
    screen,
    powerMonitor,
    windows,
    children,
    session,
    blockers,
    handlers,
    fetch: async (url, headers = {}) => {
      if (protocolHandler === null) throw new Error("no protocol was registered");
      return await protocolHandler(new Request(url, { headers }));
    },
    child: (name) => {
      const found = children.findLast((child) => child.file.includes(name === "host" ? "host.js" : "hub"));
      if (found === undefined) throw new Error(`no ${name} was started`);
      return found;
    },
  };
}
