/** Everything overdue in the office with the person responsible: for those who lead. Nothing of what was said or found stands here. */
import { PrinterOutlined } from '@ant-design/icons';
import { Alert, Button, Select } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../contract/index.ts';
import { mayCall } from '../../access.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ReadingOf } from '../../parts/reading.tsx';
import { useSession } from '../../session.tsx';
import { isBareKey } from '../../ui/keys.ts';
import { Page } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { MissedCases } from './parts/missed-cases.tsx';
import { OverdueTable } from './parts/overdue-table.tsx';
import { PrintList } from './parts/print-list.tsx';

const levels = ['owner', 'vice_principal', 'principal'] as const;
type Level = (typeof levels)[number];
const pageSize = 100;

export function WallPage() {
  const { t } = useLanguage();
  const { user } = useSession();
  const [level, setLevel] = useState<Level | null>(null);
  const [offset, setOffset] = useState(0);
  const [printing, setPrinting] = useState(false);
  const wall = useRegisterQuery('obligations.wall', { ...(level === null ? {} : { level }), offset, limit: pageSize }, { keep: true });
  const prints = mayCall(user.role, 'documents.issueOverdueList');
  const nothing = wall.value?.total === 0 && wall.value.missed.length === 0 && level === null;
  useKeys((event) => {
    if (prints && !nothing && isBareKey(event, 'p')) setPrinting(true);
  });
  return (
    <Page
      title={t('frame.page.wall')}
      note={wall.value === undefined ? undefined : t('common.total', { count: wall.value.total })}
      actions={
        <>
          <Select<Level | 'all'>
            className="filter-wide"
            aria-label={t('wall.level')}
            value={level ?? 'all'}
            options={[
              { value: 'all', label: t('wall.allLevels') },
              ...levels.map((one) => ({ value: one, label: `${t('wall.level')}: ${t(`vocabulary:escalation.${one}`)}` })),
            ]}
            onChange={(next) => {
              setLevel(next === 'all' ? null : next);
              setOffset(0);
            }}
          />
          {prints ? (
            <Button type="primary" icon={<PrinterOutlined />} aria-keyshortcuts="p" disabled={nothing} onClick={() => setPrinting(true)}>
              {t('wall.print')} <kbd>p</kbd>
            </Button>
          ) : null}
        </>
      }
    >
      <div className="stack">
        <p className="quiet">{t('wall.hint')}</p>
        <ReadingOf reading={wall}>
          {(value) => (
            <>
              <MissedCases missed={value.missed} />
              <ByOwner owners={value.byOwner} />
              {value.total === 0 ? (
                <Alert type="success" showIcon title={t('wall.empty')} />
              ) : (
                <OverdueTable rows={value.rows} paging={{ total: value.total, offset, pageSize, onOffset: setOffset }} />
              )}
            </>
          )}
        </ReadingOf>
      </div>
      {printing ? <PrintList onClose={() => setPrinting(false)} /> : null}
    </Page>
  );
}

function ByOwner({ owners }: { readonly owners: Output<'obligations.wall'>['byOwner'] }) {
  const { t } = useLanguage();
  if (owners.length === 0) return null;
  return (
    <section aria-label={t('wall.byOwner')}>
      <dl className="owner-tiles">
        {owners.map((owner) => (
          <div key={`${owner.ownerName ?? ''} ${owner.ownerRole}`}>
            <dt>{owner.ownerName ?? t(`vocabulary:role.${owner.ownerRole}`)}</dt>
            <dd>{owner.overdue}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
