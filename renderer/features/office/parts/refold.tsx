import { Alert, Button, Popconfirm, Progress } from 'antd';
import { useCommand } from '../../../api/use-command.ts';
import { useProgress } from '../../../api/use-progress.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { RefusalNote } from '../../../parts/refusal-note.tsx';

/** Folds every case again from its entries and compares with what the lists show; on request writes what differs. */
export function Refold() {
  const { t } = useLanguage();
  const refold = useCommand('register.refold');
  const progress = useProgress('register.refold', refold.busy);
  const found = refold.value;
  const differing = found === undefined ? 0 : found.differing + found.obligationsDiffering;
  return (
    <div className="stack">
      <RefusalNote refusal={refold.refusal} />
      <div className="button-row">
        <Button loading={refold.busy} onClick={() => void refold.run({ repair: false })}>
          {t('office.refold')}
        </Button>
        {differing > 0 && found?.repaired === 0 ? (
          <Popconfirm
            title={t('office.refoldSure', { count: differing })}
            okText={t('office.refoldRepair')}
            cancelText={t('common.cancel')}
            onConfirm={() => void refold.run({ repair: true })}
          >
            <Button type="primary" loading={refold.busy}>
              {t('office.refoldRepair')}
            </Button>
          </Popconfirm>
        ) : null}
      </div>
      {refold.busy && progress !== null ? (
        <Progress percent={progress.total === 0 ? 0 : Math.floor((100 * progress.done) / progress.total)} aria-label={t('office.refold')} />
      ) : null}
      {found === undefined || refold.busy ? null : (
        <Alert
          type={differing === 0 ? 'success' : found.repaired > 0 ? 'info' : 'error'}
          showIcon
          title={
            differing === 0
              ? t('office.refoldSame', { cases: found.cases, events: found.events })
              : t('office.refoldDiffers', { cases: found.differing, duties: found.obligationsDiffering, repaired: found.repaired })
          }
        />
      )}
    </div>
  );
}
