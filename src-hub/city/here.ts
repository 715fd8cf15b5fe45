/** What the demonstration city is called among platforms, and what time it goes by. */
export const PLATFORM = "demo";
export const TIME_ZONE = "Asia/Shanghai";
