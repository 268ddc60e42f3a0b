/** The whole window: locked, the unlock page; unlocked, the frame with its page. */
import { App as AntApp, ConfigProvider } from 'antd';
import enGb from 'antd/locale/en_GB';
import zhCn from 'antd/locale/zh_CN';
import { QueryClientProvider } from '@tanstack/react-query';
import { useCallback, useEffect, useState } from 'react';
import type { SessionView } from '../contract/shapes.ts';
import { subscribe } from './api/bridge.ts';
import { call } from './api/call.ts';
import { queryClient } from './api/query-client.ts';
import { readInfo, type ShellInfo } from './api/shell.ts';
import { useRegisterPushes } from './api/use-pushes.ts';
import { SessionPage } from './features/session/session-page.tsx';
import { AppFrame } from './frame/app-frame.tsx';
import { useLanguage } from './i18n/use-language.ts';
import { startOf } from './navigation-items.ts';
import { NavigationProvider } from './navigation.tsx';
import { CurrentPage, CurrentSheet } from './pages.tsx';
import { SessionProvider } from './session.tsx';
import { theme } from './theme.ts';
import { readNonce } from './ui/html-preview.tsx';

export function App() {
  const { language } = useLanguage();
  const nonce = readNonce();
  return (
    <ConfigProvider
      theme={theme}
      locale={language === 'en' ? enGb : zhCn}
      {...(nonce === undefined ? {} : { csp: { nonce } })}
      button={{ autoInsertSpace: false }}
    >
      <AntApp className="app">
        <QueryClientProvider client={queryClient}>
          <Gate />
        </QueryClientProvider>
      </AntApp>
    </ConfigProvider>
  );
}

function Gate() {
  const [session, setSession] = useState<SessionView | null>(null);
  const [shell, setShell] = useState<ShellInfo | null>(null);
  const forget = useCallback(() => {
    queryClient.clear();
    setSession(null);
  }, []);
  useEffect(() => subscribe('session.locked', forget), [forget]);
  const enter = useCallback((unlocked: SessionView) => {
    setSession(unlocked);
    void readInfo().then((answer) => setShell(answer.ok ? answer.value : null));
  }, []);
  if (session === null) return <SessionPage onUnlocked={enter} />;
  return (
    <SessionProvider session={{ ...session, shell }}>
      <Unlocked
        start={session}
        onLock={() => {
          forget();
          void call('session.lock', {});
        }}
      />
    </SessionProvider>
  );
}

function Unlocked({ start, onLock }: { readonly start: SessionView; readonly onLock: () => void }) {
  useRegisterPushes(onLock);
  return (
    <NavigationProvider start={{ page: startOf(start.user.role) }}>
      <AppFrame onLock={onLock}>
        <CurrentPage />
        <CurrentSheet />
      </AppFrame>
    </NavigationProvider>
  );
}
