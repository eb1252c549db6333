import { Button, type ButtonProps } from '@mantine/core';
import type { ComponentPropsWithRef } from 'react';

type ButtonOfPage = ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof ButtonProps>;

/**
 * A button that makes a call. While the call is in flight the button ignores presses but keeps the focus.
 * @param locked why the operator may not press it, or null
 */
export const CallButton = ({
  call,
  locked = null,
  ...button
}: ButtonOfPage & {
  readonly call: { readonly isPending: boolean; readonly mutate: () => void };
  readonly locked?: string | null;
}) => (
  <Button
    variant="default"
    disabled={locked !== null}
    title={locked ?? undefined}
    {...(call.isPending && { 'aria-disabled': true, 'data-disabled': true })}
    onClick={() => {
      if (!call.isPending) call.mutate();
    }}
    {...button}
  />
);
