/** Words as a React context, so that every component below speaks the same language and zone. */
import { createContext, useContext } from "react";
import { wordsOf, type Words } from "./text.ts";

/** Before the city is known the wall speaks Beijing time. */
export const DEFAULT_ZONE = "Asia/Shanghai";

export const WordsContext = createContext<Words>(wordsOf("zh-CN", DEFAULT_ZONE));

export const useWords = () => useContext(WordsContext);
