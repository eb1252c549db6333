import { useEffect, useRef, useState } from 'react';
import { requestFieldFacts, type RequestField } from '../../../../shared/domain/request-edit.ts';
import type { FormOf } from '../requests.types.ts';
import { followed, type Draft } from './draft.ts';

/** The labels of fields in which somebody typed something else than another desk. */
const labelsOf = (kept: readonly string[]): string =>
  kept
    .map((name) => requestFieldFacts[(name === 'patron' ? 'patronId' : name) as RequestField])
    .map(({ label }) => label)
    .join(', ');

/**
 * Lets an open form follow what other desks change of its request: saved as it was read, it would take their changes back.
 * @param initial the request as it is now.
 * @returns the labels of the fields that stay as they were typed here; null as long as nobody changed anything.
 */
export const useFollowed = (
  form: FormOf,
  initial: Draft,
  draft: Draft,
  put: (draft: Draft) => void,
): string | null => {
  const base = useRef(initial);
  const [kept, setKept] = useState<string | null>(null);
  useEffect(() => {
    if (form.kind !== 'edit') return;
    const next = followed(draft, base.current, initial);
    if (!next.isChanged) return;
    base.current = initial;
    put(next.draft);
    setKept(labelsOf(next.kept));
  }, [form.kind, initial, draft, put]);
  return kept;
};
