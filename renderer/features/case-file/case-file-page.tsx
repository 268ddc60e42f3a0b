/** One case: who, how grave, what is due, and everything that happened, with proof. */
import { useEffect, useMemo, useRef } from 'react';
import type { CaseFile } from '../../../contract/cases.ts';
import { CaseState } from '../../../domain/case-state.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { useNavigation } from '../../navigation.tsx';
import { ReadingOf } from '../../parts/reading.tsx';
import { AccessGate } from './parts/access-gate.tsx';
import { CaseHead } from './parts/case-head.tsx';
import { CasePapers } from './parts/case-papers.tsx';
import { CaseTabs } from './parts/case-tabs.tsx';
import { DutyList } from './parts/duty-list.tsx';
import { EmergencyPanel } from './parts/emergency-panel.tsx';
import { LoopRing } from './parts/loop-ring.tsx';
import { NotesPanel } from './parts/notes-panel.tsx';
import { Circle } from './parts/circle.tsx';
import { StandingPanels } from './parts/standing-panels.tsx';
import { useSight } from './use-sight.ts';

type Props = { readonly caseId: CaseId; readonly record?: string };

export function CaseFilePage({ caseId, record }: Props) {
  const reading = useRegisterQuery('cases.file', { caseId });
  useOpenForm(reading.value, record);
  return (
    <section className="page">
      {reading.refusal?.code === 'ACCESS_FORBIDDEN' ? (
        <AccessGate caseId={caseId} />
      ) : (
        <ReadingOf reading={reading}>{(file) => <Opened file={file} />}</ReadingOf>
      )}
    </section>
  );
}

function Opened({ file }: { readonly file: CaseFile }) {
  const sight = useSight();
  // The register sends the state that its own schema made.
  const state = useMemo(() => CaseState.parse(file.state), [file.state]);
  return (
    <>
      <CaseHead file={file} state={state} />
      <div className="page-body case-columns">
        <div className="case-main">
          {state.emergency === null ? null : <EmergencyPanel file={file} emergency={state.emergency} />}
          <CaseTabs file={file} state={state} sight={sight} />
        </div>
        <div className="case-side">
          <LoopRing events={file.events} stage={file.summary.stage} onShow={sight.show} />
          <DutyList file={file} />
          <StandingPanels file={file} state={state} onShow={sight.show} />
          <CasePapers file={file} />
          <Circle file={file} state={state} />
          <NotesPanel caseId={file.summary.id} />
        </div>
      </div>
    </>
  );
}

/** Opens the form that another page asked for, once, as soon as the case is known to allow it. */
function useOpenForm(file: CaseFile | undefined, record: string | undefined): void {
  const { openSheet } = useNavigation();
  const opened = useRef(false);
  useEffect(() => {
    if (file === undefined || record === undefined || opened.current) return;
    opened.current = true;
    if (file.allowed.includes(record)) openSheet({ sheet: 'record', caseId: file.summary.id, type: record });
  }, [file, record, openSheet]);
}
