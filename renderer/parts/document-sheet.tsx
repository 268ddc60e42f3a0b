/** An issued document: the paper, its number, hashes and signatures, and its files. */
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Descriptions, Drawer } from 'antd';
import { useState } from 'react';
import type { DocumentView } from '../../contract/cases.ts';
import type { Input } from '../../contract/index.ts';
import type { Refusal } from '../../contract/errors.ts';
import type { DocumentId } from '../../domain/ids.ts';
import { chooseSaveTarget } from '../api/shell.ts';
import { useCommand } from '../api/use-command.ts';
import { useRegisterQuery } from '../api/use-query.ts';
import { formatBytes, formatMoment } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { HtmlPreview } from '../ui/html-preview.tsx';
import { ReadingOf } from './reading.tsx';
import { RefusalNote } from './refusal-note.tsx';

type Format = Input<'documents.export'>['format'];
const endings: Readonly<Record<Format, string>> = { docx: 'docx', pdf: 'pdf', statement: 'statement.json', signature: 'sig', publicKey: 'pub.pem' };

export function DocumentSheet({ documentId, onClose }: { readonly documentId: DocumentId; readonly onClose: () => void }) {
  const { t } = useLanguage();
  const reading = useRegisterQuery('documents.view', { documentId });
  return (
    <Drawer open size={1120} title={reading.value?.view.number ?? t('frame.page.documents')} onClose={onClose} classNames={{ body: 'issue-body' }}>
      <ReadingOf reading={reading}>
        {({ view, html }) => (
          <>
            <div className="issue-form stack">
              <DocumentFacts view={view} />
              <DocumentExports view={view} />
            </div>
            <div className="issue-preview">
              <HtmlPreview html={html} title={view.title} />
            </div>
          </>
        )}
      </ReadingOf>
    </Drawer>
  );
}

/** Number, version, state, hashes. */
export function DocumentFacts({ view }: { readonly view: DocumentView }) {
  const { t } = useLanguage();
  return (
    <Descriptions
      size="small"
      column={1}
      items={[
        { key: 'title', label: t('documents.title'), children: `${view.title}${view.version > 1 ? ` v${view.version}` : ''}` },
        {
          key: 'status',
          label: t('documents.status'),
          children: <span className={`paper-status paper-${view.status}`}>{t(`vocabulary:documentStatus.${view.status}`)}</span>,
        },
        { key: 'case', label: t('documents.case'), children: view.caseNo ?? '—' },
        { key: 'issued', label: t('documents.issued'), children: `${formatMoment(view.issuedAt)} ${view.issuedByName}` },
        { key: 'code', label: t('documents.code'), children: <code className="mono">{view.verificationCode}</code> },
        { key: 'pdf', label: 'PDF SHA-256', children: <code className="hash">{view.pdf.sha256}</code> },
        { key: 'docx', label: 'docx SHA-256', children: <code className="hash">{view.docx.sha256}</code> },
      ]}
    />
  );
}

/** Writes the stored bytes where the person wants them. */
export function DocumentExports({ view }: { readonly view: DocumentView }) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const command = useCommand('documents.export');
  const [refusal, setRefusal] = useState<Refusal | undefined>(undefined);
  async function write(format: Format): Promise<void> {
    const target = await chooseSaveTarget('document', `${view.number} ${view.title}.${endings[format]}`);
    setRefusal(target.ok ? undefined : target.error);
    if (!target.ok) return;
    const reply = await command.run({ documentId: view.id, format, target: target.value.token });
    if (reply.ok) message.success(t('documents.written', { size: formatBytes(reply.value.bytes) }));
  }
  return (
    <>
      <RefusalNote refusal={refusal ?? command.refusal} />
      <div className="button-row">
        {(view.status === 'signed' ? (['docx', 'pdf', 'statement', 'signature', 'publicKey'] as const) : (['docx', 'pdf'] as const)).map((format) => (
          <Button key={format} icon={<DownloadOutlined />} loading={command.busy} onClick={() => void write(format)}>
            {t(`documents.export.${format}`)}
          </Button>
        ))}
      </div>
    </>
  );
}
