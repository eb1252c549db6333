import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { errorAt } from '../../../api/desk.ts';

/** The form id of a guide page, used by `Next`. */
export const stepForm = 'set-up-step';

/**
 * The values of a guide page: stored by `Next` if they were changed.
 * @param stored the current values
 * @param save stores them; it throws like `ask`
 * @param isChanged whether there is something to store although the values are the same
 */
export const useStep = <V extends object>(
  stored: V,
  save: (values: V) => Promise<unknown>,
  next: () => void,
  isChanged = false,
) => {
  const [typed, setTyped] = useState<Partial<V>>({});
  const values = { ...stored, ...typed };
  const saving = useMutation({ mutationFn: save, onSuccess: next });
  return {
    draft: values,
    put: (change: Partial<V>): void => setTyped({ ...typed, ...change }),
    errorOf: (field: string): string | null => errorAt(saving.error, field),
    error: saving.error,
    form: {
      id: stepForm,
      noValidate: true,
      onSubmit: (event: FormEvent): void => {
        event.preventDefault();
        if (saving.isPending) return;
        if (!isChanged && JSON.stringify(values) === JSON.stringify(stored)) next();
        else saving.mutate(values);
      },
    },
  };
};
