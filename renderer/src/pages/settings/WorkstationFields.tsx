import type { WorkstationSettings } from '../../../../shared/domain/settings.ts';
import { groupsOf } from '../../../../shared/domain/settings.ts';
import type { SettingsPart } from './settings-part.ts';
import { SettingControl } from './SettingControl.tsx';

/** Every setting of a section of this workstation, as the list of settings has them. */
export const WorkstationFields = ({
  section,
  settings,
  save,
}: SettingsPart & { readonly section: string }) => (
  <>
    {groupsOf('workstation')
      .filter(([, group]) => group.section === section)
      .flatMap(([name, group]) => {
        const values: Readonly<Record<string, unknown>> = settings[name];
        return Object.entries(group.fields).map(([field, facts]) =>
          // What is learned and what is a list has a form of its own.
          facts.kind === 'number' || facts.kind === 'list' ? null : (
            <SettingControl
              key={`${name} ${field}`}
              field={facts}
              value={values[field]}
              store={(value) => save({ [name]: { ...values, [field]: value } } as WorkstationSettings)}
            />
          ),
        );
      })}
  </>
);
