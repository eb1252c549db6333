import { useHubStatus } from '../../api/queries.ts';
import type { HubStatus } from '../../../../shared/ipc/hub-views.ts';
import { t } from '../../../../shared/words/words.ts';
import { hashOf } from '../../places/routes.ts';
import { hubFacts, useHubWords } from './hub-states.ts';
import classes from './HubInHeader.module.css';

const Shown = ({ status }: { readonly status: HubStatus }) => {
  const words = useHubWords(status);
  const { what, needsPerson } = hubFacts[status.state];
  const isWithHub = status.state === 'in-step' || status.state === 'sharing';
  // Its icon is as steady as its words.
  const { icon: Icon } = hubFacts[isWithHub ? 'in-step' : status.state];
  const waits = !isWithHub && status.waiting > 0;
  return (
    <a
      className={classes['state']}
      href={hashOf({ page: 'settings', section: 'sync' })}
      title={
        waits
          ? `${what} ${t('{count, plural, one {One step is} other {# steps are}} waiting here to be shared.', { count: status.waiting })}`
          : what
      }
      data-needs-person={needsPerson || undefined}
      data-with-hub={isWithHub || undefined}
    >
      <Icon size={18} aria-hidden />
      <span>{words}</span>
    </a>
  );
};

/** The name of this workstation, and how it stands with the others, where it has a hub; leads to where something is done about it. */
export const HubInHeader = () => {
  const { data } = useHubStatus();
  if (!data || data.state === 'alone') return null;
  return (
    <>
      <bdi className={classes['name']} title={t('Name of this workstation')}>
        {data.name}
      </bdi>
      <Shown status={data} />
    </>
  );
};
