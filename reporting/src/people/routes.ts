import { listPeople as listPeopleEndpoint } from '#domain/contract/people.ts';
import type { Mount } from '../http/mount.ts';
import { listPeople } from './list-people.ts';
import type { PeopleDeps } from './list-people.ts';

export function mountPeople(mount: Mount, deps: PeopleDeps): void {
  mount.signedIn(listPeopleEndpoint, (viewer) => listPeople(deps, viewer));
}
