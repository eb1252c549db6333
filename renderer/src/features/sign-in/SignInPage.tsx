import { Text } from '@mantine/core';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { SignInForm } from '../../shell/sign-in/SignInForm.tsx';
import { SignInFrame } from './SignInFrame.tsx';

/** All that is shown while nobody is signed in. */
export const SignInPage = ({ state }: { readonly state: AppState }) => {
  const last = state.operators.find(({ id }) => id === state.operator.id);
  return (
    <SignInFrame
      name="Sign in"
      title={
        <>
          Who works at <bdi>{state.desk.name}</bdi>?
        </>
      }
      refusal="Nobody is signed in, so the code was not taken. Sign in, then scan it again."
      sounds={state.settings.appearance.sounds}
    >
      {state.isLocked && (
        <Text>
          You were signed out because nobody was at this workstation. What stood on the page is kept for{' '}
          <bdi>{state.operator.name}</bdi>.
        </Text>
      )}
      <SignInForm state={state} first={last?.hasPin === true ? last : null} done={() => undefined} />
    </SignInFrame>
  );
};
