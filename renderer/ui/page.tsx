/** The plain frame of a page: a heading with actions, then a body that scrolls or fills. */
import type { ReactNode } from 'react';

type Props = { readonly title: ReactNode; readonly note?: ReactNode; readonly actions?: ReactNode; readonly fill?: boolean; readonly children: ReactNode };

export function Page({ title, note, actions, fill, children }: Props) {
  return (
    <section className="page">
      <header className="page-head">
        <h1>{title}</h1>
        {note === undefined ? null : <span className="page-note">{note}</span>}
        <div className="page-actions">{actions}</div>
      </header>
      {/* A region that scrolls must be reachable by keyboard. */}
      <div className={fill === true ? 'page-body page-body-fill' : 'page-body'} tabIndex={fill === true ? undefined : -1}>
        {children}
      </div>
    </section>
  );
}
