/**
 * Expected failures as values. Each code has one sentence with the way out, in every language, under `trouble.<code>`
 * in resources/locales; `params` fill its blanks. Broken invariants are thrown as plain errors instead.
 */

export const TROUBLE_CODES = [
  "fileMissing", // {file}
  "fileUnreadable", // {file, why}
  "mappingUnknown", // {name, known}
  "mappingBroken", // {file, path, why}
  "headerChanged", // {file, missing}
  "fileTruncated", // {file, rows}
  "notCsv", // {file, why}
  "geoBroken", // {file, why}
  "portInUse", // {port}
  "dataReadOnly", // {dir}
  "dataNewer", // {file, found, known}
  "dataBusy", // {dir}
  "wireVersion", // {hub, host}
  "hubUnreachable", // {url, why}
  "hubAddress", // {url}
  "basemapBroken", // {file, why}
  "badOption", // {option, value, allowed}
  "sceneUnknown", // {scene, known}
  "sceneBroken", // {scene, path, why}
  "sceneNewer", // {scene, path, found, known}
  "sceneOverlap", // {scene, path}
  "sceneTwice", // {scene, path}
  "sceneBeyond", // {scene, path}
  "sceneNoVideo", // {scene, path}
  "sceneTooSmall", // {scene, path, panel, minutes, least, metres, near}
  "hostFailed", // {why}
  "viewFailed", // {view, why}
  "badMessage", // {what}
  "pagesMissing", // {dir}
  "exportTarget", // {file, why}
  "platformUnknown", // {platform, known}
  "electronMissing", // no blanks
  "displayMissing", // no blanks
  "pagesBroken", // {why}
  "hubFailed", // {why}
  "portDenied", // {port}
  "hostUnusable", // {host}
  "ruleSyntax", // {file, why}
  "ruleBroken", // {file, path, expected, found}
  "ruleUnknownName", // {file, path, name, known}
  "ruleDuplicate", // {file, path, name}
  "ruleSum", // {file, path, sum, expected}
  "ruleNewer", // {file, found, known}
  "ruleFlapsClock", // {file, path, rule, other}
  "ruleFlapsQuiet", // {file, path, rule, seconds, minutes}
  "ruleFlapsTurns", // {file, path, rule, other}
  "dryRunDay", // {day}
  "calendarEmpty", // {file}
  "classMajorUnknown", // {file, code, major}
  "figureRow", // {file, row, field, value, expected}
  "hubAway", // no blanks
  "deskSilent", // no blanks
  "tokenMissing", // no blanks
  "tokenUnknown", // no blanks
  "sessionEnded", // no blanks
  "tokenFile", // {file, why}
  "diskFull", // {dir}
  "cacheBroken", // {why}
  "outboxFull", // {count}
  "notesFull", // {notes, megabytes}
  "requestUnderWay", // no blanks
  "crsUnknown", // {crs, known}
  "crsMissing", // {file, known}
  "crsContradicts", // {file, declared, said}
  "shapefileBroken", // {file, why}
  "cameraAway", // {why}
  "cameraUnknown", // no blanks
  "streamNone", // no blanks
  "streamEnded", // {why}
  "streamSlow", // no blanks
  "streamForm", // {what}
  "gatewayRefused", // {why}
  "gatewayLogin", // {name}
  "secretsBroken", // {file, path, why}
  "peopleBroken", // {file, path, why}
  "hostAway", // no blanks
  "cameraChanged", // no blanks
  "cannotTurn", // no blanks
  "pictureNone", // no blanks
  "gridsNotClean", // {rejected, overlaps, gaps, file}
  "sinceTooEarly", // {code, since, last}
  "replayStretch", // {days}
  "exerciseUnknown", // {name}
  "exerciseBroken", // {file, path, expected, found}
  "stationsBroken", // {file, path, why}
  "optionAlone", // {option, other}
  "lanAddress", // {address, why}
  "lanKioskOnly", // no blanks
  "remoteMayNot", // no blanks
  "remoteNoAccounts", // no blanks
  "wallNotAllowed", // no blanks
  "wallLocked", // {name}
  "wallUnknown", // {wall, known}
  "wallsTooOld", // no blanks
  "playlistUnknown", // {playlist, known}
  "pushesFull", // {most}
  "pushOthers", // {name}
  "pushGone", // no blanks
  "blackBoxFull", // {dir}
  "blackBoxBroken", // {dir, why}
  "blackBoxStretch", // {hours}
  "blackBoxEmpty", // no blanks
  "blackBoxNotYours", // no blanks
  "reportNotOver", // {period, end}
  "reportBusy", // no blanks
  "reportScheme", // {scheme}
  "reportRight", // no blanks
  "reportGone", // {name}
  "reportFailed", // {why}
  "bundleBroken", // {why}
  "bundleNewer", // {found, known}
  "bundleKey", // {found, expected}
  "bundleSignature", // no blanks
  "bundleChanged", // {name}
  "bundleFigure", // {section, subject, figure, printed, recomputed}
  "bundleText", // {name, printed, recomputed}
  "keyBroken", // {file, why}
] as const;

export type TroubleCode = (typeof TROUBLE_CODES)[number];

/** One expected failure: a code and what fills the sentence. */
export interface Trouble {
  readonly code: TroubleCode;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Carries a `Trouble` up to whoever talks to the person. */
export class TroubleError extends Error {
  readonly trouble: Trouble;
  constructor(code: TroubleCode, params: Trouble["params"] = {}) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = "TroubleError";
    this.trouble = { code, params };
  }
}
