/** A label, a control, and what is wrong with it. The control takes `id`, and `describedBy` when there is a note. */
import type { ReactNode } from 'react';

type Props = {
  readonly id: string;
  readonly label: ReactNode;
  readonly required?: boolean;
  readonly problem?: string | undefined;
  readonly hint?: ReactNode;
  readonly children: ReactNode;
  readonly wide?: boolean;
};

export function Field({ id, label, required, problem, hint, children, wide }: Props) {
  return (
    <div className={wide === true ? 'field field-wide' : 'field'}>
      <label htmlFor={id} className={required === true ? 'field-label field-required' : 'field-label'}>
        {label}
      </label>
      {children}
      {hint === undefined ? null : (
        <div id={`${id}-hint`} className="field-hint">
          {hint}
        </div>
      )}
      {problem === undefined ? null : (
        <div id={`${id}-problem`} className="field-problem" role="alert">
          {problem}
        </div>
      )}
    </div>
  );
}
