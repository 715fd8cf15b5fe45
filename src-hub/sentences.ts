/** Sentences of the hub and of every trouble, in one language. */
import enHub from "../resources/locales/en/hub.json" with { type: "json" };
import enTrouble from "../resources/locales/en/trouble.json" with { type: "json" };
import zhHub from "../resources/locales/zh-CN/hub.json" with { type: "json" };
import zhTrouble from "../resources/locales/zh-CN/trouble.json" with { type: "json" };
import { makeText, type Language, type Params } from "../shared/text.ts";
import type { Trouble } from "../shared/trouble.ts";

export type HubKey = keyof typeof zhHub;

export interface HubSentences {
  hub(key: HubKey, params?: Params): string;
  trouble(trouble: Trouble): string;
}

/** Ports and versions are said without grouping: "8,312" would be wrong. */
function plainNumbers(params: Params = {}): Params {
  return Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));
}

export function hubSentences(language: Language): HubSentences {
  const hub = makeText<HubKey>(language === "en" ? enHub : zhHub, language);
  const trouble = makeText(language === "en" ? enTrouble : zhTrouble, language);
  return {
    hub: (key, params) => hub(key, plainNumbers(params)),
    trouble: ({ code, params }) => trouble(`trouble.${code}`, plainNumbers(params)),
  };
}
