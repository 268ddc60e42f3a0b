/** The frame around every page after unlocking: header, navigation, page, status bar. */
import type { ReactNode } from 'react';
import { useState } from 'react';
import { pagesOf } from '../navigation-items.ts';
import { useNavigation } from '../navigation.tsx';
import { useSession } from '../session.tsx';
import { isBareKey } from '../ui/keys.ts';
import { useKeys } from '../ui/use-keys.ts';
import { KeysHelp } from './keys-help.tsx';
import { SideNav } from './side-nav.tsx';
import { StatusBar } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';

type Props = { readonly onLock: () => void; readonly children: ReactNode };

export function AppFrame({ onLock, children }: Props) {
  const session = useSession();
  const navigation = useNavigation();
  const [helpShown, setHelpShown] = useState(false);
  const pages = pagesOf(session.user.role);
  useKeys((event) => {
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1];
    if (event.altKey && digit !== undefined) {
      const page = pages[Number(digit) - (event.shiftKey ? -8 : 1)];
      if (page !== undefined) {
        event.preventDefault();
        navigation.go({ page });
      }
    } else if (event.altKey && event.key === 'ArrowLeft') {
      event.preventDefault();
      navigation.back();
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'l') {
      event.preventDefault();
      onLock();
    } else if (isBareKey(event, '/')) {
      const search = document.querySelector<HTMLInputElement>('[data-search] input, input[data-search]');
      if (search !== null) {
        event.preventDefault();
        search.focus();
        search.select();
      }
    } else if (isBareKey(event, '?')) setHelpShown(true);
  });
  return (
    <div className="frame">
      <TopBar onLock={onLock} onHelp={() => setHelpShown(true)} />
      <SideNav pages={pages} />
      <main className="frame-main">{children}</main>
      <StatusBar />
      <KeysHelp shown={helpShown} onClose={() => setHelpShown(false)} />
    </div>
  );
}
