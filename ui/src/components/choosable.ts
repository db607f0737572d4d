/** Somebody who can be chosen out of many. `loginId` tells people of one name apart; where that is their group, it holds the group. */
export interface Choosable {
  readonly personId: string;
  readonly loginId: string;
  readonly name: string;
}
