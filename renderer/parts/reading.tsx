/** What a page shows while it reads, when it may not, and when it has the answer. */
import { Skeleton } from 'antd';
import type { ReactNode } from 'react';
import type { OperationName, Output } from '../../contract/index.ts';
import type { Reading } from '../api/use-query.ts';
import { RefusalNote } from './refusal-note.tsx';

type Props<N extends OperationName> = { readonly reading: Reading<N>; readonly children: (value: Output<N>) => ReactNode };

export function ReadingOf<N extends OperationName>({ reading, children }: Props<N>) {
  const { value, refusal } = reading;
  if (value === undefined) return refusal === undefined ? <Skeleton active className="skeleton" /> : <RefusalNote refusal={refusal} />;
  // The note comes and goes beside the content, which stays where it is with everything typed in it.
  return (
    <>
      <RefusalNote refusal={refusal} />
      {children(value)}
    </>
  );
}
