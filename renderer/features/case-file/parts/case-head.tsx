import { AlertOutlined, FileTextOutlined, LockOutlined, PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { CaseFile } from '../../../../contract/cases.ts';
import type { CaseState } from '../../../../domain/case-state.ts';
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
import { menuOf } from '../event-groups.ts';
import { EventMenu } from './event-menu.tsx';

type Props = { readonly file: CaseFile; readonly state: CaseState };

export function CaseHead({ file, state }: Props) {
  const { t } = useLanguage();
  const { back } = useNavigation();
  const now = useNow();
  const { summary, pupil } = file;
  return (
    <header className="case-head">
      <div className="case-who">
        <Button size="small" type="text" onClick={back} aria-label={t('caseFile.back')}>
          ←
        </Button>
        <h1>{summary.pupilName}</h1>
        <GradeTag grade={summary.grade} long />
        <span className="stage-tag">{t(`vocabulary:stage.${summary.stage}`)}</span>
        <span className={summary.attendance === 'at_school' ? 'stage-tag' : 'stage-tag stage-leave'}>{t(`vocabulary:attendance.${summary.attendance}`)}</span>
        <Marks state={state} />
        {summary.nextDueAt === null ? null : <DueLabel dueAt={summary.nextDueAt} now={now} />}
      </div>
      <div className="case-facts">
        <span>{t(`vocabulary:sex.${pupil.sex}` as 'vocabulary:sex.male', { defaultValue: pupil.sex })}</span>
        <span>{classWords(pupil, t)}</span>
        <span className="mono">{pupil.studentNo}</span>
        <span className="mono">{summary.caseNo}</span>
        {summary.loop > 1 ? <span>{t('cases.loop', { loop: summary.loop })}</span> : null}
        <span>{t('caseFile.openedOn', { on: formatDate(summary.openedAt), channel: t(`vocabulary:channel.${summary.channel}`) })}</span>
        <span>{t('view.owner', { name: file.ownerName })}</span>
      </div>
      <Actions file={file} running={state.emergency !== null} />
    </header>
  );
}

/** What everybody at the case must know at once. */
function Marks({ state }: { readonly state: CaseState }) {
  const { t } = useLanguage();
  return (
    <>
      {state.sealed === null ? null : (
        <span className="stage-tag stage-sealed">
          <LockOutlined aria-hidden /> {t('view.sealed')}
        </span>
      )}
      {state.legalHold === null ? null : <span className="stage-tag stage-sealed">{t('view.held')}</span>}
      {state.handover === null ? null : <span className="stage-tag stage-sealed">{t('view.handover')}</span>}
      {state.guardianSuspects.length === 0 ? null : <span className="stage-tag stage-danger">{t('view.suspected')}</span>}
      {state.immediateDanger ? <span className="stage-tag stage-danger">{t('view.danger')}</span> : null}
    </>
  );
}

function Actions({ file, running }: { readonly file: CaseFile; readonly running: boolean }) {
  const { t } = useLanguage();
  const { sheet, openSheet } = useNavigation();
  const { user } = useSession();
  const [menuOpen, setMenuOpen] = useState(false);
  const { summary } = file;
  const records = menuOf(file.allowed, '', (type) => type).length > 0;
  const starts = !running && file.allowed.includes('emergency_started');
  const open = (type: string, initial = {}) => openSheet({ sheet: 'record', caseId: summary.id, type, initial });
  const startEmergency = () => open('emergency_started', { foundBy: user.displayName });
  useKeys((event) => {
    if (sheet !== null || menuOpen || document.querySelector('[role="dialog"]') !== null) return;
    const act = isBareKey(event, 'n') && records ? () => setMenuOpen(true) : isBareKey(event, 'e') && starts ? startEmergency : undefined;
    if (act === undefined) return;
    event.preventDefault();
    act();
  });
  return (
    <div className="case-actions">
      {starts ? (
        <Button danger icon={<AlertOutlined />} onClick={startEmergency}>
          {t('emergency.start')} <kbd>e</kbd>
        </Button>
      ) : null}
      {file.issuable.length > 0 && mayCall(user.role, 'documents.issue') ? (
        <Button icon={<FileTextOutlined />} onClick={() => openSheet({ sheet: 'issue', caseId: summary.id, about: summary.pupilName, types: file.issuable })}>
          {t('caseFile.issue')}
        </Button>
      ) : null}
      {records ? (
        <Button type="primary" icon={<PlusOutlined />} aria-haspopup="dialog" onClick={() => setMenuOpen(true)}>
          {t('caseFile.record')} <kbd>n</kbd>
        </Button>
      ) : null}
      {menuOpen ? (
        <EventMenu
          allowed={file.allowed}
          onClose={() => setMenuOpen(false)}
          onPick={(type) => {
            setMenuOpen(false);
            if (type === 'emergency_started') startEmergency();
            else open(type);
          }}
        />
      ) : null}
    </div>
  );
}
