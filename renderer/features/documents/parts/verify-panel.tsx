import { Alert, Button, Drawer } from 'antd';
import { useState } from 'react';
import type { Refusal } from '../../../../contract/errors.ts';
import { chooseFile } from '../../../api/shell.ts';
import { useCommand } from '../../../api/use-command.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { DocumentFacts } from '../../../parts/document-sheet.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';

/** Whether a file on disk is exactly what this office issued, and who signed it. */
export function VerifyPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useLanguage();
  const verify = useCommand('documents.verify');
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  async function choose(): Promise<void> {
    const answer = await chooseFile('document');
    setRefusal(answer.ok ? undefined : answer.error);
    if (!answer.ok) return;
    setName(answer.value.name);
    await verify.run({ file: answer.value.token });
  }
  const found = verify.value;
  return (
    <Drawer open size={560} title={t('documents.verify')} onClose={onClose}>
      <div className="stack">
        <p>{t('documents.verifyHint')}</p>
        <Button type="primary" loading={verify.busy} onClick={() => void choose()}>
          {t('documents.chooseFile')}
        </Button>
        <RefusalNote refusal={refusal ?? verify.refusal} />
        {found === undefined ? null : (
          <>
            <Alert type={found.known ? 'success' : 'error'} showIcon title={found.known ? t('documents.known', { name }) : t('documents.unknown', { name })} />
            <code className="hash">{found.sha256}</code>
            {found.view === null ? null : <DocumentFacts view={found.view} />}
            {found.signatures.map((one) => (
              <Alert
                key={`${one.signerName}${one.signedAt}`}
                type={one.valid ? 'success' : 'error'}
                showIcon
                title={t(one.valid ? 'documents.signatureValid' : 'documents.signatureInvalid', { name: one.signerName, at: formatMoment(one.signedAt) })}
                description={one.reason ?? undefined}
              />
            ))}
          </>
        )}
      </div>
    </Drawer>
  );
}
