import { FileTextOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Dropdown } from 'antd';
import { useState } from 'react';
import type { CaseFile } from '../../../../contract/cases.ts';
import { isEventType, type EventType } from '../../../../domain/events/registry.ts';
import { mayCall } from '../../../access.ts';
import { useNow } from '../../../clock.ts';
import { formatDate } from '../../../i18n/format.ts';
import { classWords } from '../../../i18n/school-grade.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { DueLabel } from '../../../parts/due-label.tsx';
import { GradeTag } from '../../../parts/grade-tag.tsx';
import { useSession } from '../../../session.tsx';
import { isBareKey } from '../../../ui/keys.ts';
import { useKeys } from '../../../ui/use-keys.ts';

/** Entries that have a desk of their own, or start from another entry. */
const elsewhere: readonly EventType[] = ['plan_signed', 'plan_returned', 'correction_made', 'obligation_excused'];

export function CaseHead({ file }: { readonly file: CaseFile }) {
  const { t } = useLanguage();
  const { openSheet, back } = useNavigation();
  const { user } = useSession();
  const now = useNow();
  const [menuOpen, setMenuOpen] = useState(false);
  const { summary, pupil } = file;
  const types = file.allowed.filter(isEventType).filter((type) => !elsewhere.includes(type));
  useKeys((event) => {
    if (!isBareKey(event, 'n') || types.length === 0) return;
    event.preventDefault();
    setMenuOpen(true);
  });
  return (
    <header className="case-head">
      <div className="case-who">
        <Button size="small" type="text" onClick={back} aria-label={t('caseFile.back')}>
          ←
        </Button>
        <h1>{summary.pupilName}</h1>
        <GradeTag grade={summary.grade} long />
        <span className="stage-tag">{t(`vocabulary:stage.${summary.stage}`)}</span>
        {summary.attendance === 'on_leave' ? <span className="stage-tag stage-leave">{t('vocabulary:attendance.on_leave')}</span> : null}
        {summary.nextDueAt === null ? null : <DueLabel dueAt={summary.nextDueAt} now={now} />}
      </div>
      <div className="case-facts">
        <span>{t(`vocabulary:sex.${pupil.sex}` as 'vocabulary:sex.male', { defaultValue: pupil.sex })}</span>
        <span>{classWords(pupil, t)}</span>
        <span className="mono">{pupil.studentNo}</span>
        <span className="mono">{summary.caseNo}</span>
        {summary.loop > 1 ? <span>{t('cases.loop', { loop: summary.loop })}</span> : null}
        <span>{t('caseFile.openedOn', { on: formatDate(summary.openedAt), channel: t(`vocabulary:channel.${summary.channel}`) })}</span>
      </div>
      <div className="case-actions">
        {file.issuable.length > 0 && mayCall(user.role, 'documents.issue') ? (
          <Button icon={<FileTextOutlined />} onClick={() => openSheet({ sheet: 'issue', caseId: summary.id, about: summary.pupilName, types: file.issuable })}>
            {t('caseFile.issue')}
          </Button>
        ) : null}
        {types.length === 0 ? null : (
          <Dropdown
            trigger={['click']}
            open={menuOpen}
            onOpenChange={setMenuOpen}
            autoFocus
            menu={{
              items: types.map((type) => ({ key: type, label: t(`events:${type}`) })),
              onClick: ({ key }) => openSheet({ sheet: 'record', caseId: summary.id, type: key }),
            }}
          >
            <Button type="primary" icon={<PlusOutlined />}>
              {t('caseFile.record')} <kbd>n</kbd>
            </Button>
          </Dropdown>
        )}
      </div>
    </header>
  );
}
