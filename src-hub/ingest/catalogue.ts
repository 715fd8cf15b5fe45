/** The channels of a video platform (GB/T 28181 through WVP) as a list that an import of cameras takes. */
import { TroubleError } from "../../shared/trouble.ts";
import { openSecrets } from "../video/secrets.ts";
import { platformAt, type CatalogueChannel } from "../video/platform.ts";
import { hubFile } from "../data-dir.ts";
import { openSqliteStore } from "../store/sqlite.ts";
import type { RowList } from "./run.ts";

const HEADER = ["id", "name", "code", "kind", "lon", "lat", "online", "department_name", "gateway", "channel"] as const;

export interface Catalogue {
  /** The platform (city) that the gateway belongs to. */
  readonly platform: string;
  readonly list: RowList;
}

/**
 * Asks a gateway of the hub for all its channels. Throws trouble `badOption` (no such gateway), `secretsBroken`,
 * `gatewayLogin`, `gatewayRefused` or `cameraAway`.
 * @param gateway its id as in the register
 * @param secrets file of logins, null for none
 */
export async function readCatalogue(dataDir: string, gateway: string, secrets: string | null): Promise<Catalogue> {
  const store = openSqliteStore(hubFile(dataDir), { readonly: true });
  let found;
  try {
    const all = [...store.each("gateways")];
    found = all.find(({ id }) => id === gateway);
    if (found === undefined) {
      const allowed = all.map(({ id }) => id).join(" ") || "—";
      throw new TroubleError("badOption", { option: "--wvp", value: gateway, allowed });
    }
  } finally {
    store.close();
  }
  const logins = openSecrets(secrets, (trouble) => {
    throw new TroubleError(trouble.code, trouble.params);
  }).read();
  const { platform, name, url } = found;
  const channels = await platformAt(url, name, new AbortController().signal).catalogue(
    logins.gateways[gateway] ?? null,
  );
  return { platform, list: { header: HEADER, rows: channels.map((channel) => cellsOf(channel, gateway)) } };
}

function cellsOf({ device, id, name, ptzType, lon, lat, online, owner }: CatalogueChannel, gateway: string): string[] {
  const number = (value: number | null) => (value === null ? "" : String(value));
  return [
    `${gateway}/${device}/${id}`,
    name || id,
    // Devices that are no cameras by their number have none of the standard's.
    /^\d{20}$/.test(id) ? id : "",
    ["1", "2", "3", "4"].includes(number(ptzType)) ? number(ptzType) : "",
    number(lon),
    number(lat),
    online ? "1" : "0",
    // Platforms fill in the word for "owner" where nobody has said whose it is.
    /^(owner|unknown|0|-)?$/i.test(owner) ? "" : owner,
    gateway,
    `${device}/${id}`,
  ];
}
