/** Who needs second screening, most urgent first, and what becomes of each. */
import { ImportOutlined } from '@ant-design/icons';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { useRegisterQuery } from '../../api/use-query.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ImportWizard } from '../../parts/import-wizard/import-wizard.tsx';
import { ReadingOf } from '../../parts/reading.tsx';
import { Page } from '../../ui/page.tsx';
import { QueueTable } from './parts/queue-table.tsx';
import { WaitingCalls } from './parts/waiting-calls.tsx';

const pageSize = 50;

export function ScreeningPage() {
  const { t } = useLanguage();
  const [includeDone, setIncludeDone] = useState(false);
  const [offset, setOffset] = useState(0);
  const [importing, setImporting] = useState(false);
  const queue = useRegisterQuery('screening.queue', { includeDone, offset, limit: pageSize }, { keep: true });
  return (
    <Page
      title={t('screening.title')}
      note={queue.value === undefined ? undefined : t('common.total', { count: queue.value.total })}
      actions={
        <>
          <Checkbox
            checked={includeDone}
            onChange={(event) => {
              setIncludeDone(event.target.checked);
              setOffset(0);
            }}
          >
            {t('screening.includeDone')}
          </Checkbox>
          <Button type="primary" icon={<ImportOutlined />} onClick={() => setImporting(true)}>
            {t('screening.import')}
          </Button>
        </>
      }
    >
      <p className="page-hint">{t('screening.hint')}</p>
      <WaitingCalls />
      <ReadingOf reading={queue}>
        {(value) => <QueueTable rows={value.rows} total={value.total} offset={offset} pageSize={pageSize} onOffset={setOffset} />}
      </ReadingOf>
      {importing ? <ImportWizard onClose={() => setImporting(false)} /> : null}
    </Page>
  );
}
