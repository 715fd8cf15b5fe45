/**
 * The layering of docs/architecture.md as a table of rules. `npm run layers` applies it; test/house/layers.test.ts plants
 * a violation of each and expects to see it, and checks that modules were found at all.
 *
 * Paths are regular expressions on paths from the project's root. Tests may reach where they need to, so the table is
 * about what ships.
 */

const LEVEL_2 = ["map", "board", "camera"];
const PROGRAMS = ["wall", "seat", "briefing", "remote"];

/** A rule that says: files here may not import files there. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** L3: a library with one owner. `owner` and `library` are regular expressions. */
const owned = (library, owner) =>
  forbid(
    `library-${library.replaceAll(/[^a-z0-9-]+/g, "-").replaceAll(/^-|-$/g, "")}`,
    "L3: a named library has one owner room",
    { path: "^(shared|src-hub|src-main|src-renderer)/", pathNot: owner },
    { path: `(^|node_modules/)${library}(/|$)` },
  );

/** L1: one room of `base` may import only the rooms named, and what lies outside `base` is another rule's business. */
const room = (base, name, allowed) =>
  forbid(
    `room-${base.replace("src-", "").replaceAll("/", "-")}-${name.replace(".ts", "")}`,
    "L1: a file imports its own room and rooms below it; never sideways, never up",
    { path: `^${base}/${name}` },
    { path: `^${base}/`, pathNot: `^${base}/(${[name, ...allowed].join("|")})` },
  );

export default {
  forbidden: [
    forbid(
      "shared-alone",
      "L1: shared imports nothing but itself",
      { path: "^shared/" },
      { pathNot: ["^shared/", "(^|/)node_modules/valibot/"] },
    ),
    forbid(
      "shared-schemas",
      "L1: the schema library is used under shared/wire, shared/rules, scene.ts and direction/wall.ts only",
      { path: "^shared/", pathNot: "^shared/(wire/|rules/|scene\\.ts$|direction/wall\\.ts$)" },
      { path: "(^|/)node_modules/valibot/" },
    ),
    forbid(
      "worlds-hub",
      "L2: hub, host and renderer meet only in shared",
      { path: "^src-hub/" },
      { path: "^(src-main|src-renderer|build|test)/" },
    ),
    forbid(
      "worlds-main",
      "L2: hub, host and renderer meet only in shared",
      { path: "^src-main/", pathNot: "^src-main/start\\.ts$" },
      { path: "^(src-hub|src-renderer|build|test)/" },
    ),
    forbid(
      "worlds-start",
      "L2: the start command builds the pages of a checkout, and knows nothing else beyond its world",
      { path: "^src-main/start\\.ts$" },
      { path: "^(src-hub|src-renderer|test)/" },
    ),
    forbid(
      "worlds-renderer",
      "L2: hub, host and renderer meet only in shared",
      { path: "^src-renderer/" },
      { path: "^(src-hub|src-main|build|test)/" },
    ),
    forbid("renderer-no-node", "L2: a page has no Node", { path: "^src-renderer/" }, { dependencyTypes: ["core"] }),
    forbid(
      "host-no-shell",
      "L2: the host never knows which shell runs it",
      { path: "^src-main/host/" },
      { path: "^src-main/", pathNot: "^src-main/(host|report)/" },
    ),
    forbid(
      "shell-reach",
      "L1: a shell reaches the host through host.ts, its options and its port only",
      { path: "^src-main/", pathNot: "^src-main/host/" },
      { path: "^src-main/host/", pathNot: "^src-main/host/(host\\.ts|options\\.ts|port/)" },
    ),

    // The host, from the ground up: cache and tracks, outbox, history and seat, sync and views, port, host.ts.
    room("src-main/host", "cache/", []),
    room("src-main/host", "tracks.ts", []),
    room("src-main/host", "outbox/", ["cache/"]),
    room("src-main/host", "history/", ["cache/"]),
    room("src-main/host", "search/", ["cache/"]),
    room("src-main/host", "video/", ["cache/"]),
    room("src-main/host", "seat/", ["cache/"]),
    room("src-main/host", "black-box/", []),
    room("src-main/host", "ops/", []),
    room("src-main/host", "direction/", []),
    room("src-main/host", "sync/", ["cache/", "outbox/", "tracks.ts"]),
    room("src-main/host", "views/", ["cache/", "outbox/", "search/", "tracks.ts"]),
    room("src-main/host", "reports/", ["cache/", "views/"]),
    room("src-main/host", "port/", ["views/", "video/", "cache/", "outbox/", "search/", "tracks.ts"]),

    // The hub: the store, the place of the data and what commands share below; every other room beside the others;
    // hub.ts and main.ts on top.
    room("src-hub", "store/", []),
    room("src-hub", "command/", []),
    ...["feed", "rules", "live", "city", "devices", "sensors", "video"].map((name) =>
      room("src-hub", `${name}/`, ["store/", "data-dir.ts"]),
    ),
    room("src-hub", "desk/", ["store/"]),
    room("src-hub", "direction/", ["store/"]),
    room("src-hub", "office/", ["store/"]),
    room("src-hub", "coverage/", ["store/"]),
    room("src-hub", "auth/", ["store/", "data-dir.ts", "command/"]),
    room("src-hub", "ingest/", ["store/", "data-dir.ts", "command/", "video/"]),
    ...["figures", "codes"].map((name) => room("src-hub", `${name}/`, ["command/"])),

    // The renderer: kit and link; map, board and camera; the three programs; boot.
    room("src-renderer", "kit/", []),
    room("src-renderer", "link/", []),
    ...LEVEL_2.map((name) => room("src-renderer", `${name}/`, ["kit/", "link/"])),
    ...PROGRAMS.map((name) =>
      room("src-renderer", `${name}/`, ["kit/", "link/", ...LEVEL_2.map((level) => `${level}/`)]),
    ),

    owned("electron", "^src-main/electron/"),
    owned("better-sqlite3", "^(src-main/host/(cache|outbox)/|src-main/basemap/mbtiles\\.ts$|src-hub/store/)"),
    owned("node:sqlite", "^src-main/host/cache/"),
    owned("socket\\.io-client", "^src-main/host/sync/socket\\.ts$"),
    owned("socket\\.io", "^src-hub/feed/"),
    owned("maplibre-gl", "^src-renderer/map/"),
    owned("pmtiles", "^(src-renderer/map/|src-main/basemap/pmtiles\\.ts$)"),
    owned("@deck\\.gl", "^src-renderer/map/"),
    owned("@luma\\.gl", "^src-renderer/map/"),
    owned("mpegts\\.js", "^src-renderer/camera/"),
    owned("hls\\.js", "^src-renderer/camera/"),
    owned("@jsquash/jpeg", "^src-hub/city/"),
    owned("echarts", "^src-renderer/board/"),
    owned("antd", "^src-renderer/seat/"),
    owned("pinyin-pro", "^src-main/host/search/|^src-renderer/seat/palette/"),
    owned("kdbush", "^src-main/host/views/"),
    owned("docx", "^src-main/report/docx\\.ts$"),
    owned("pdfkit", "^src-main/report/pdf\\.ts$"),
    owned("subset-font", "^src-main/report/fonts\\.ts$"),
    owned("write-excel-file", "^src-main/report/xlsx\\.ts$"),
    owned("ws", "^src-main/(kiosk|host/(port|video))/"),

    forbid("no-circular", "L4: no cycles", {}, { circular: true }),
    forbid("no-barrel", "L4: no barrel files", {}, { path: "(^|/)index[.]tsx?$", pathNot: "node_modules" }),
    forbid(
      "no-orphans",
      "L4: a file nothing imports and that imports nothing is dead",
      { orphan: true, pathNot: "\\.d\\.ts$" },
      {},
    ),
    forbid("not-resolvable", "an import that leads nowhere", {}, { couldNotResolve: true, pathNot: "[?]" }),
    forbid(
      "no-dev-dependency",
      "what ships with the hub and the host is a dependency, not a devDependency",
      { path: "^(src-hub|src-main)/", pathNot: "^src-main/electron/" },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm"] },
    ),
  ],
  options: {
    exclude: { path: "\\.test\\.tsx?$" },
    doNotFollow: { path: "node_modules" },
    // Type-only imports count: they are how a room starts to know another.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json", ".d.ts"],
    },
  },
};
