/** The seat: a whole case by keyboard. Composes the door, the shell and its pages. */
import { ConfigProvider, Layout, Menu, message, theme } from "antd";
import enUS from "antd/locale/en_US";
import zhCN from "antd/locale/zh_CN";
import { Suspense, useEffect, useMemo, useState } from "react";
import { mayAsk, mayCommand } from "../../shared/rights.ts";
import type { Language } from "../../shared/text.ts";
import { useFreshness } from "../board/judge.ts";
import { ClockContext, FreshnessContext } from "../kit/panel.tsx";
import { wordsOf } from "../kit/text.ts";
import { DEFAULT_ZONE, WordsContext } from "../kit/words.ts";
import { useAct, useLink, useView } from "../link/react.ts";
import { PAGE } from "./pages.tsx";
import { ActsContext, createActs } from "./shell/acts.ts";
import { useGiveAway } from "./shell/ask.ts";
import { SeatContext, UNDO_MS, type SeatDesk } from "./shell/desk.ts";
import { PAGES, useRoute, type PageName } from "./shell/route.ts";
import { giveStylesNonce, styleNonce } from "./shell/style-nonce.ts";

const nonce = styleNonce(document);
giveStylesNonce(document, nonce);

const monotonic = () => performance.now();

export interface SeatProps {
  readonly language: Language;
  readonly onLanguage: (language: Language) => void;
}

export function Seat({ language }: SeatProps) {
  const link = useLink();
  const freshness = useFreshness(monotonic);
  const platform = useView({ view: "city" }).value?.platform ?? null;
  const session = useView({ view: "session" }).value;
  const [route, go] = useRoute();
  const [acts] = useState(createActs);
  const words = useMemo(() => wordsOf(language, platform?.timeZone || DEFAULT_ZONE), [language, platform?.timeZone]);
  const clocks = useMemo(() => ({ clock: monotonic, hubNow: () => link.hubNow() }), [link]);
  const [toast, toasts] = message.useMessage();
  const person = session?.person ?? null;
  const give = useGiveAway(person, "—");
  const act = useAct();
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);

  const role = person?.role ?? "admin";
  const desk = useMemo<SeatDesk>(
    () => ({
      person,
      role,
      platform: platform?.platform ?? "",
      may: (ask) => mayAsk(role, ask),
      mayCommand: (command) => mayCommand(role, command),
      ask: give,
      askWithUndo(request, what) {
        const asked = give(request, UNDO_MS);
        void toast.open({
          key: asked.id,
          content: what,
          duration: UNDO_MS / 1_000,
          onClick: () => void act({ do: "discard", id: asked.id }),
        });
        return asked;
      },
      go,
      notify: (sentence, kind = "info") => void toast.open({ content: sentence, type: kind }),
    }),
    [person, role, platform?.platform, give, toast, act, go],
  );
  const Page = PAGE[route.page];
  return (
    <ConfigProvider csp={{ nonce }} locale={language === "en" ? enUS : zhCN} theme={{ algorithm: theme.darkAlgorithm }}>
      <WordsContext value={words}>
        <ClockContext value={clocks}>
          <FreshnessContext value={freshness}>
            <ActsContext value={acts}>
              <SeatContext value={desk}>
                {toasts}
                <Layout style={{ height: "100%" }}>
                  <Layout.Sider>
                    <Menu
                      items={PAGES.map((page) => ({ key: page, label: page }))}
                      selectedKeys={[route.page]}
                      onClick={({ key }) => go(key as PageName)}
                    />
                  </Layout.Sider>
                  <Layout.Content>
                    <Suspense fallback={null}>
                      <Page route={route} />
                    </Suspense>
                  </Layout.Content>
                </Layout>
              </SeatContext>
            </ActsContext>
          </FreshnessContext>
        </ClockContext>
      </WordsContext>
    </ConfigProvider>
  );
}
