import { Text } from '@mantine/core';
import type { AppState } from '../../../../shared/ipc/views.ts';
import { SignInForm } from '../../shell/sign-in/SignInForm.tsx';
import { SignInFrame } from './SignInFrame.tsx';
import { t } from '../../../../shared/words/words.ts';
import { tx } from '../../components/tx.ts';

/** All that is shown while nobody is signed in. */
export const SignInPage = ({ state }: { readonly state: AppState }) => {
  const last = state.operators.find(({ id }) => id === state.operator.id);
  return (
    <SignInFrame
      name={t('signIn.signIn')}
      title={<>{tx('signIn.whoWorksAt2', { deskName: <bdi>{state.desk.name}</bdi> })}</>}
      refusal={t('signIn.nobodyIsSignedInSoThe')}
      sounds={state.settings.appearance.sounds}
    >
      {state.isLocked && (
        <Text>
          {tx('signIn.youWereSignedOutBecauseNobody2', { operatorName: <bdi>{state.operator.name}</bdi> })}
        </Text>
      )}
      <SignInForm state={state} first={last?.hasPin === true ? last : null} done={() => undefined} />
    </SignInFrame>
  );
};
