/** A package opened: everything that leaves, field by field, and the step that comes next. */
import { Alert, Descriptions, Drawer, Table } from 'antd';
import type { PackageView } from '../../../../contract/exchange.ts';
import type { Output } from '../../../../contract/index.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { formatBytes, formatDate, shortHash } from '../../../i18n/format.ts';
import { classWords } from '../../../i18n/school-grade.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ReadingOf } from '../../../parts/reading.tsx';
import { NextStep } from './next-step.tsx';

type Props = { readonly view: PackageView; readonly onClose: () => void; readonly onChanged: (view: PackageView) => void };

export function PackagePanel({ view, onClose, onChanged }: Props) {
  const { t } = useLanguage();
  const reading = useRegisterQuery('exchange.preview', { packageId: view.id });
  const now = reading.value?.view ?? view;
  return (
    <Drawer open size={860} title={`${t(`vocabulary:packageKind.${now.kind}`)} #${now.sequence} · ${now.partnerName}`} onClose={onClose}>
      <div className="stack">
        <Findings findings={now.findings} />
        <NextStep view={now} onChanged={onChanged} onDiscarded={onClose} />
        <ReadingOf reading={reading}>{(value) => <Contents value={value} />}</ReadingOf>
      </div>
    </Drawer>
  );
}

function Findings({ findings }: { readonly findings: readonly string[] }) {
  const { t } = useLanguage();
  if (findings.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('exchange.findings')}
      description={findings.map((one) => t(`exchange.finding.${one}` as 'exchange.finding.gap', { defaultValue: one })).join(t('common.clauseMark'))}
    />
  );
}

function Contents({ value }: { readonly value: Output<'exchange.preview'> }) {
  const { t } = useLanguage();
  const { view, fields, addedSince, removedSince, previousSequence, partner, match } = value;
  return (
    <>
      <Descriptions
        size="small"
        column={2}
        items={[
          { key: 'status', label: t('documents.status'), children: t(`vocabulary:packageStatus.${view.status}`) },
          { key: 'profile', label: t('exchange.profile'), children: t(`vocabulary:fieldProfile.${view.fieldProfile}`) },
          { key: 'purpose', label: t('exchange.purpose'), children: view.purpose, span: 2 },
          { key: 'basis', label: t('exchange.legalBasis'), children: view.legalBasis, span: 2 },
          { key: 'manifest', label: t('exchange.manifest'), children: <code className="mono">{shortHash(view.manifestHash)}</code> },
          { key: 'previous', label: t('exchange.previous'), children: previousSequence === null ? t('exchange.first') : `#${previousSequence}` },
        ]}
      />
      <Partner partner={partner} direction={view.direction} />
      {match === null ? null : <Match match={match} />}
      {previousSequence === null ? null : (
        <>
          <Since title={t('exchange.addedSince', { sequence: previousSequence })} lines={addedSince} />
          <Since title={t('exchange.removedSince', { sequence: previousSequence })} lines={removedSince} />
        </>
      )}
      <h3 className="small-head">{t(view.direction === 'out' ? 'exchange.leaves' : 'exchange.holds')}</h3>
      <Table
        size="small"
        rowKey={(row) => `${row.caseNo}-${row.field}-${row.value}`}
        dataSource={fields}
        pagination={{ pageSize: 20, hideOnSinglePage: true, size: 'small', showSizeChanger: false }}
        columns={[
          { key: 'case', title: t('documents.case'), width: 160, render: (_value, row) => <span className="mono">{row.caseNo}</span> },
          { key: 'field', title: t('exchange.field'), width: 130, render: (_value, row) => row.field },
          { key: 'value', title: t('exchange.value'), render: (_value, row) => <span className="pre">{row.value}</span> },
        ]}
      />
      <h3 className="small-head">{t('exchange.files')}</h3>
      <Table
        size="small"
        rowKey="path"
        dataSource={view.files}
        pagination={false}
        columns={[
          { key: 'path', title: t('exchange.path'), render: (_value, row) => <span className="mono">{row.path}</span> },
          { key: 'bytes', title: t('exchange.bytes'), width: 100, render: (_value, row) => formatBytes(row.bytes) },
          { key: 'hash', title: 'SHA-256', width: 130, render: (_value, row) => <code className="mono">{shortHash(row.sha256)}</code> },
        ]}
      />
    </>
  );
}

type Preview = Output<'exchange.preview'>;

/** The card by which the other office is known: what is sent can be read by whoever holds its key. */
function Partner({ partner, direction }: { readonly partner: Preview['partner']; readonly direction: PackageView['direction'] }) {
  const { t } = useLanguage();
  return (
    <Alert
      type={partner.confirmedAt === null ? 'warning' : 'info'}
      showIcon
      title={`${t(direction === 'out' ? 'exchange.to' : 'exchange.from')} ${partner.name} · ${
        partner.confirmedAt === null ? t('exchange.notConfirmed') : t('exchange.confirmedOn', { on: formatDate(partner.confirmedAt) })
      }`}
      description={<code className="mono">{partner.fingerprint}</code>}
    />
  );
}

/** The pupil for whom a letter would be taken. */
function Match({ match }: { readonly match: NonNullable<Preview['match']> }) {
  const { t } = useLanguage();
  return (
    <Alert
      type={match.certain ? 'success' : 'warning'}
      showIcon
      title={t(match.certain ? 'exchange.matchCertain' : 'exchange.matchUncertain')}
      description={`${match.name} · ${classWords(match, t)} · ${match.studentNo}`}
    />
  );
}

function Since({ title, lines }: { readonly title: string; readonly lines: readonly string[] }) {
  const { t } = useLanguage();
  if (lines.length === 0) return null;
  return (
    <details className="since">
      <summary>
        {title} <span className="count">{lines.length}</span>
      </summary>
      <p>{lines.join(t('common.listMark'))}</p>
    </details>
  );
}
