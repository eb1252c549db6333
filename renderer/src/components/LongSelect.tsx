import { NativeSelect, TextInput } from '@mantine/core';
import { lazy, Suspense, type ReactNode, type Ref } from 'react';

/** An option: a desk, a partner, a library. */
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
  /** The order of the label, the description and the error around the box. */
  readonly inputWrapperOrder?: ('label' | 'input' | 'description' | 'error')[];
  /** What the box shows while nothing is chosen. */
  readonly placeholder?: string;
  /** The control itself, to focus it. */
  readonly controlRef?: Ref<HTMLElement>;
};

/** Up to this length the native list is quick and familiar; beyond it, it opens slowly and options are hard to find. */
const maxInSystemList = 200;

const SearchSelect = lazy(async () => ({ default: (await import('./SearchSelect.tsx')).SearchSelect }));

/** Selects one of many options: a native list while they fit, otherwise a search box. */
export const LongSelect = (props: LongSelectProps) => {
  const { data, choose, controlRef, value, className = '', ...rest } = props;
  if (data.length <= maxInSystemList)
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
