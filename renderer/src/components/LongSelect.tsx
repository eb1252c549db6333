import { NativeSelect, TextInput } from '@mantine/core';
import { lazy, Suspense, type ReactNode, type Ref } from 'react';

/** Something that can be chosen: a desk, a partner, a library. */
export type Choice = { readonly value: string; readonly label: string; readonly disabled?: boolean };

export type LongSelectProps = {
  readonly label: string;
  readonly value: string;
  readonly data: readonly Choice[];
  readonly choose: (value: string) => void;
  readonly className?: string;
  readonly description?: ReactNode;
  readonly error?: ReactNode;
  readonly disabled?: boolean;
  /** What stands above and below the box, in which order. */
  readonly inputWrapperOrder?: ('label' | 'input' | 'description' | 'error')[];
  /** The control itself, for the focus. */
  readonly controlRef?: Ref<HTMLElement>;
};

/** The system's list of choices is quick and familiar up to here; beyond, nobody finds anything in it, and it opens slowly. */
const mostInSystemList = 200;

const SearchSelect = lazy(async () => ({ default: (await import('./SearchSelect.tsx')).SearchSelect }));

/** Chooses one of many: the system's list for as many as fit into one, a search for more. */
export const LongSelect = (props: LongSelectProps) => {
  const { data, choose, controlRef, value, className = '', ...rest } = props;
  if (data.length <= mostInSystemList)
    return (
      <NativeSelect
        {...rest}
        className={className}
        ref={controlRef as Ref<HTMLSelectElement>}
        value={value}
        data={[...data]}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
      />
    );
  const chosen = data.find((choice) => choice.value === value)?.label ?? '';
  return (
    <Suspense fallback={<TextInput {...rest} className={className} value={chosen} readOnly disabled />}>
      <SearchSelect {...props} />
    </Suspense>
  );
};
