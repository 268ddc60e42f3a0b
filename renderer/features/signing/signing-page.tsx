/** The signing desk: what waits for a signature, the exact paper, and the signer's own passphrase. */
import { useState } from 'react';
import type { DocumentView } from '../../../contract/cases.ts';
import { mayCall } from '../../access.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ReadingOf } from '../../parts/reading.tsx';
import { useSession } from '../../session.tsx';
import { HtmlPreview } from '../../ui/html-preview.tsx';
import { Page } from '../../ui/page.tsx';
import { SignForm } from './parts/sign-form.tsx';

export function SigningPage() {
  const { t } = useLanguage();
  const { user } = useSession();
  const queue = useRegisterQuery('signing.queue', {});
  const [chosenId, setChosenId] = useState<string | null>(null);
  return (
    <Page fill title={t('frame.page.signing')} note={mayCall(user.role, 'signing.sign') ? undefined : t('signing.lookOnly')}>
      <ReadingOf reading={queue}>
        {(documents) => {
          const chosen = documents.find((one) => one.id === chosenId) ?? documents[0];
          if (chosen === undefined) return <p className="empty">{t('signing.empty')}</p>;
          return (
            <div className="desk">
              <ul className="plain-list desk-list" aria-label={t('signing.waiting')}>
                {documents.map((one) => (
                  <li key={one.id}>
                    <button
                      type="button"
                      className={one.id === chosen.id ? 'duty duty-chosen' : 'duty'}
                      aria-pressed={one.id === chosen.id}
                      onClick={() => setChosenId(one.id)}
                    >
                      <b>{one.number}</b>
                      <span>
                        {one.title}
                        {one.version > 1 ? ` v${one.version}` : ''}
                      </span>
                      <span className="quiet">
                        {formatMoment(one.issuedAt)} {one.issuedByName}
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
              <Paper key={chosen.id} document={chosen} />
            </div>
          );
        }}
      </ReadingOf>
    </Page>
  );
}

function Paper({ document }: { readonly document: DocumentView }) {
  const { user } = useSession();
  const reading = useRegisterQuery('documents.view', { documentId: document.id });
  return (
    <>
      <div className="desk-paper">
        <ReadingOf reading={reading}>{({ html, view }) => <HtmlPreview html={html} title={view.title} />}</ReadingOf>
      </div>
      {mayCall(user.role, 'signing.sign') ? <SignForm document={document} /> : null}
    </>
  );
}
