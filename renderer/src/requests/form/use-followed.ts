import { useEffect, useRef, useState } from 'react';
import { requestFieldFacts, type RequestField } from '../../../../shared/domain/request-edit.ts';
import type { FormOf } from '../requests.types.ts';
import { followed, type Draft } from './draft.ts';

/** Returns the labels of fields in which the operator and another desk entered different values. */
const labelsOf = (kept: readonly string[]): string =>
  kept
    .map((name) => requestFieldFacts[(name === 'patron' ? 'patronId' : name) as RequestField])
    .map(({ label }) => label)
    .join(', ');

/**
 * Lets an open form follow changes to its request at other desks: saving outdated values would undo them.
 * @param initial the current request.
 * @returns the labels of the fields that keep the input made here; null as long as nothing was changed elsewhere.
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
