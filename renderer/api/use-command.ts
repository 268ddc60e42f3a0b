/** Writes to the register, and everything else that is asked for once and not shown as a list. */
import { useCallback, useRef, useState } from 'react';
import { contract, type CodeOf, type Input, type OperationName, type Output, type Reply } from '../../contract/index.ts';
import type { Refusal } from '../../contract/errors.ts';
import { call } from './call.ts';
import { queryClient } from './query-client.ts';

export type Command<N extends OperationName> = {
  readonly run: (input: Input<N>) => Promise<Reply<N>>;
  readonly busy: boolean;
  readonly value: Output<N> | undefined;
  readonly refusal: Refusal<CodeOf<N>> | undefined;
  readonly forget: () => void;
};

type Outcome<N extends OperationName> = { readonly value?: Output<N>; readonly refusal?: Refusal<CodeOf<N>> };

/** One operation with its latest outcome. After a success every reading is renewed: the register is local and quick. */
export function useCommand<N extends OperationName>(name: N): Command<N> {
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome<N>>({});
  const running = useRef<Promise<Reply<N>> | null>(null);
  const run = useCallback(
    async (input: Input<N>): Promise<Reply<N>> => {
      // A second click while the first is on its way joins it instead of asking twice.
      if (running.current !== null && contract[name].kind !== 'query') return running.current;
      setBusy(true);
      const asked = call(name, input);
      running.current = asked;
      try {
        const reply = await asked;
        setOutcome(reply.ok ? { value: reply.value } : { refusal: reply.error });
        if (reply.ok && writes(name)) await queryClient.invalidateQueries();
        return reply;
      } finally {
        running.current = null;
        setBusy(false);
      }
    },
    [name],
  );
  const forget = useCallback(() => setOutcome({}), []);
  return { run, busy, value: outcome.value, refusal: outcome.refusal, forget };
}

/** Tasks that only look, so that nothing needs to be read again after them. */
const lookingTasks: readonly OperationName[] = [
  'documents.preview',
  'documents.verify',
  'documents.export',
  'imports.inspect',
  'register.verify',
  'rules.simulate',
  'rules.export',
  'calendar.export',
];

function writes(name: OperationName): boolean {
  const { kind } = contract[name];
  return kind === 'command' || (kind === 'task' && !lookingTasks.includes(name));
}
