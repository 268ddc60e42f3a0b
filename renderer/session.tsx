/** Who is at work, in which office. */
import { createContext, useContext, type ReactNode } from 'react';
import type { SessionView } from '../contract/shapes.ts';
import type { ShellInfo } from './api/shell.ts';

export type Session = SessionView & { readonly shell: ShellInfo | null };

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('There is no session here.');
  return session;
}
