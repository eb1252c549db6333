import { useEffect } from 'react';
import type { GuidePage } from '../../../../../shared/domain/set-up.ts';
import type { Settings } from '../../../../../shared/domain/settings.ts';
import type { AppState } from '../../../../../shared/ipc/views.ts';
import { useAppChange } from '../../../api/queries.ts';
import { go, type Route } from '../../../places/routes.ts';
import { useScanTarget } from '../../../scanner/scan-target.ts';
import { Guide } from './Guide.tsx';
import { Welcome } from './Welcome.tsx';

/** The initial setup, instead of the program: the welcome, then the guide. Going to any page leaves it. */
export const SetUpPage = ({
  state,
  shown,
}: {
  readonly state: AppState;
  readonly shown: 'welcome' | GuidePage;
}) => {
  const { mutate } = useAppChange('app.saveSettings');
  const goTo = (step: Settings['setUp']['step']): void => mutate({ settings: { setUp: { step } } });
  useEffect(() => {
    const leave = (): void => mutate({ settings: { setUp: { step: 'ended' } } });
    addEventListener('hashchange', leave);
    return () => removeEventListener('hashchange', leave);
  }, [mutate]);
  // No code has a meaning yet.
  useScanTarget(() => undefined);
  const leave = (to: Route): void => {
    goTo('ended');
    go(to);
  };
  if (shown === 'welcome') return <Welcome state={state} begin={() => goTo('library')} leave={leave} />;
  const part = {
    settings: state.settings,
    policy: state.policy.values,
    save: (changes: Parameters<typeof mutate>[0]['settings']) => mutate({ settings: changes }),
  };
  return <Guide {...{ state, part, goTo, leave }} page={shown} />;
};
