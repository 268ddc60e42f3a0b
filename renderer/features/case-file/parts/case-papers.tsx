import { Button } from 'antd';
import type { CaseFile } from '../../../../contract/cases.ts';
import { formatDate } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';

/** Documents of the case, and the guardians. */
export function CasePapers({ file }: { readonly file: CaseFile }) {
  const { t } = useLanguage();
  const { openSheet } = useNavigation();
  return (
    <>
      <section className="panel" aria-label={t('frame.page.documents')}>
        <h2>
          {t('frame.page.documents')} <span className="count">{file.documents.length}</span>
        </h2>
        <ul className="plain-list lines">
          {file.documents.map((document) => (
            <li key={document.id}>
              <Button type="link" className="link-flush" onClick={() => openSheet({ sheet: 'document', documentId: document.id })}>
                {document.number}
              </Button>{' '}
              {document.title}
              {document.version > 1 ? ` v${document.version}` : ''} <span className="quiet">{formatDate(document.issuedAt)}</span>{' '}
              <span className={`paper-status paper-${document.status}`}>{t(`vocabulary:documentStatus.${document.status}`)}</span>
            </li>
          ))}
          {file.documents.length === 0 ? <li className="quiet">{t('common.none')}</li> : null}
        </ul>
      </section>
      <section className="panel" aria-label={t('roster.guardians')}>
        <h2>{t('roster.guardians')}</h2>
        <ul className="plain-list lines">
          {file.guardians.map((one) => (
            <li key={`${one.name}${one.relation}`}>
              {one.relation} <b>{one.name}</b> <span className="mono">{one.phone ?? ''}</span>
            </li>
          ))}
          {file.guardians.length === 0 ? <li className="quiet">{t('common.none')}</li> : null}
        </ul>
      </section>
    </>
  );
}
