/**
 * Everyone who may stand at the door, seen from the `employee` of a group whose data is asked for. `otherTenant` has every right in its own
 * tenant: senior approver of all groups and administrator.
 */
export const SUBJECTS = [
  'anonymous',
  'employee',
  'approver',
  'parentApprover',
  'senior',
  'siblingApprover',
  'administrator',
  'admin',
  'otherTenant',
] as const;
export type MatrixSubject = (typeof SUBJECTS)[number];

/** `allow`: 200 with content. `empty`: 200 with an empty list. */
export type Expectation = 'allow' | 'empty' | 401 | 404;
type Row = Readonly<Record<MatrixSubject, Expectation>>;

/**
 * `own`: about the one who asks; the same for everyone who is signed in, unless a row says otherwise.
 * `employee`: about the employee, named in the path.
 */
export interface MatrixEntry {
  readonly about: 'own' | 'employee';
  readonly row: Row;
}

const row = (expectations: readonly Expectation[]): Row =>
  Object.fromEntries(SUBJECTS.map((subject, index) => [subject, expectations[index]])) as Row;

/** Columns in the order of SUBJECTS. Every endpoint of the contract has a line here, or the test of the routes fails. */
// prettier-ignore
export const AUTHORIZATION_MATRIX: Readonly<Record<string, readonly MatrixEntry[]>> = {
  //                                       anonymous employee approver parentAp senior   sibling  administ admin    otherTenant
  signIn:              [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  readMe:              [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  signOut:             [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  changePassword:      [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  saveDisplay:         [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  readPasswordRules:   [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  listSessions:        [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  endSession: [
    { about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) },
    { about: 'employee', row: row([401,     'allow', 404,     404,     404,     404,     404,     404,     404]) },
  ],
  endOtherSessions:    [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  endSessionsOfPerson: [{ about: 'employee', row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 404]) }],
  // The answer is the same for everyone; what happens is another matter.
  requestPasswordReset: [{ about: 'own',     row: row(['allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  readSignInConditions: [{ about: 'own',     row: row(['allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  readSecuritySettings:  [{ about: 'own',    row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  writeSecuritySettings: [{ about: 'own',    row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  // Only a named administrator: whoever switches `admin` off is the proof that somebody else can administer.
  switchBuiltInAdmin:    [{ about: 'own',    row: row([401,     404,     404,     404,     404,     404,     'allow', 404,     'allow']) }],
  readMonitoringPolicy:  [{ about: 'own',    row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  saveMonitoringPolicy:  [{ about: 'own',    row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  listPeople:          [{ about: 'own',      row: row([401,     'empty', 'allow', 'allow', 'allow', 'allow', 'empty', 'empty', 'allow']) }],
  listStatusGroups:    [{ about: 'own',      row: row([401,     'empty', 'allow', 'allow', 'allow', 'allow', 'empty', 'empty', 'allow']) }],
  readGroupStatus:     [{ about: 'employee', row: row([401,     404,     'allow', 'allow', 'allow', 404,     404,     404,     404]) }],
  streamGroupStatus:   [{ about: 'employee', row: row([401,     404,     'allow', 'allow', 'allow', 404,     404,     404,     404]) }],
  readLegal: [
    { about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) },
    { about: 'employee', row: row([401,     'allow', 'allow', 'allow', 'allow', 404,     404,     404,     404]) },
  ],
  readApplicationUse: [
    { about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) },
    { about: 'employee', row: row([401,     'allow', 'allow', 'allow', 'allow', 404,     404,     404,     404]) },
  ],
  // Allowed and still without content: the group has too few people.
  readGroupApplicationUse: [{ about: 'employee', row: row([401, 404,     'allow', 'allow', 'allow', 404,     404,     404,     404]) }],
  // The test gives the right to `siblingApprover` and `otherTenant`: no other role has it. `employee`: their group and person in the address.
  readDashboardFrame:  [{ about: 'own',      row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     'allow']) }],
  readDashboardOverview: [
    { about: 'own',      row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     'allow']) },
    { about: 'employee', row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     404]) },
  ],
  readDashboardTrend: [{ about: 'employee', row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     404]) }],
  readDashboardDistribution: [{ about: 'employee', row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     404]) }],
  readDashboardHeatMap: [{ about: 'employee', row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     404]) }],
  readDashboardDeviation: [{ about: 'employee', row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     404]) }],
  readDashboardUse: [{ about: 'employee', row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     404]) }],
  listDashboardPeople: [{ about: 'employee', row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     404]) }],
  listDashboardMonthsOver: [{ about: 'employee', row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     404]) }],
  listDashboardDays: [{ about: 'employee', row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     404]) }],
  downloadDashboard: [{ about: 'employee', row: row([401,     404,     404,     404,     404,     'allow', 404,     404,     404]) }],
  readLegalOfGroup:    [{ about: 'employee', row: row([401,     404,     'allow', 'allow', 'allow', 404,     404,     404,     404]) }],
  readLegalSettings:   [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  saveLegalSettings:   [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  readGroupMonth:      [{ about: 'employee', row: row([401,     404,     'allow', 'allow', 'allow', 404,     404,     404,     404]) }],
  readMonth: [
    { about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) },
    { about: 'employee', row: row([401,     'allow', 'allow', 'allow', 'allow', 404,     404,     404,     404]) },
  ],
  readDay: [
    { about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) },
    { about: 'employee', row: row([401,     'allow', 'allow', 'allow', 'allow', 404,     404,     404,     404]) },
  ],
  readUnrequestedBlocks: [
    // Nobody in the test's houses has unrequested time; the other people of the test have no PC.
    { about: 'own',      row: row([401,     'empty', 'empty', 'empty', 'empty', 'empty', 'empty', 404,     'empty']) },
    { about: 'employee', row: row([401,     'empty', 'empty', 'empty', 'empty', 404,     404,     404,     404]) },
  ],
  answerBlock:         [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  listTasks: [
    { about: 'own',      row: row([401,     'empty', 'empty', 'empty', 'empty', 'empty', 'empty', 404,     'empty']) },
    { about: 'employee', row: row([401,     'empty', 'empty', 'empty', 'empty', 404,     404,     404,     404]) },
  ],
  createTask:          [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  saveTask:            [{ about: 'employee', row: row([401,     'allow', 404,     404,     404,     404,     404,     404,     404]) }],
  saveTaskReport:      [{ about: 'employee', row: row([401,     'allow', 404,     404,     404,     404,     404,     404,     404]) }],
  deleteTask:          [{ about: 'employee', row: row([401,     'allow', 404,     404,     404,     404,     404,     404,     404]) }],
  copyTasks:           [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  readCalendarSource:   [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  saveCalendarSource:   [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  uploadCalendarFile:   [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  syncCalendar:         [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  removeCalendarSource: [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  searchMembers:       [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  readToday:           [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  readOwnRules:        [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  listRequests:        [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  readRequest:         [{ about: 'employee', row: row([401,     'allow', 'allow', 'allow', 'allow', 404,     404,     404,     404]) }],
  createOvertimeRequest: [{ about: 'own',    row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  createCorrection:    [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  previewCorrection:   [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  resendRequest:       [{ about: 'employee', row: row([401,     'allow', 404,     404,     404,     404,     404,     404,     404]) }],
  withdrawRequest:     [{ about: 'employee', row: row([401,     'allow', 404,     404,     404,     404,     404,     404,     404]) }],
  // A list of what waits for the one who asks: whoever approves for nobody finds nothing in it.
  listApprovals:       [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  countWaiting:        [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  decideRequests:      [{ about: 'employee', row: row([401,     404,     'allow', 'allow', 'allow', 404,     404,     404,     404]) }],
  resolveDifference:   [{ about: 'employee', row: row([401,     404,     'allow', 'allow', 'allow', 404,     404,     404,     404]) }],
  readDayHistory: [
    { about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) },
    { about: 'employee', row: row([401,     'allow', 'allow', 'allow', 'allow', 404,     404,     404,     404]) },
  ],
  recordOperation:     [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  listDevices: [
    // Only `employee` has a PC in the test's houses.
    { about: 'own',      row: row([401,     'allow', 'empty', 'empty', 'empty', 'empty', 'empty', 'empty', 'empty']) },
  ],
  createEnrolmentCode: [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
  revokeDevice:        [{ about: 'employee', row: row([401,     'allow', 404,     404,     404,     404,     'allow', 'allow', 404]) }],
  // The code is the right: no session changes anything.
  enrolDevice:         [{ about: 'own',      row: row(['allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  listExportJobs:      [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  createExportJob:     [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  cancelExportJob:     [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  downloadExport:      [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  listExportDownloads: [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  // The token is the right: no session reads anything. What tokens reach is in machine/machine.int.test.ts.
  readAttendance:      [{ about: 'own',      row: row([401,     401,     401,     401,     401,     401,     401,     401,     401]) }],
  readSystemStatus:    [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  // The disks of the test are not low.
  listLowDisks:        [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'empty', 'empty', 'empty']) }],
  // An empty tenant is none of these: where no PC is enrolled the list is empty and the answer is not.
  listTenantDevices:   [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  listMachineTokens:   [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  createMachineToken:  [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  revokeMachineToken:  [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  readRetention:       [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  saveRetention:       [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  readTenantSettings:  [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  saveTenantSettings:  [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  readSiteNames:       [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  downloadSiteNames:   [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  listAuditEntries:    [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  listLookups:         [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 'allow']) }],
  uploadSiteNames:     [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  compareSiteNames:    [{ about: 'own',      row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  // A draft is its maker's: the ones who may are asked about one of their own.
  readRosterState:        [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  downloadRosterFile:     [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  createRosterDraft:      [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  putRosterFile:          [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  readRosterDraft:        [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  downloadRosterProblems: [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  applyRosterDraft:       [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  undoLastUpload:         [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  listRosterUsers:        [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  addRosterUser:          [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  listRosterGroups:       [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  addRosterGroup:         [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  listRosterPatterns:     [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  readRosterUser:         [{ about: 'employee', row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 404]) }],
  saveRosterUser:         [{ about: 'employee', row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 404]) }],
  actOnRosterUser:        [{ about: 'employee', row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 404]) }],
  saveRosterGroup:        [{ about: 'employee', row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 404]) }],
  // A draft is its maker's here too; an import is its tenant's.
  downloadWorkImportTemplate: [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  createWorkImportDraft:      [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  putWorkImportFile:          [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  readWorkImportDraft:        [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  downloadWorkImportProblems: [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  applyWorkImportDraft:       [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  listWorkImports:            [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  undoWorkImport:             [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  downloadPresenceTemplate:   [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  importPresence:             [{ about: 'own',  row: row([401,     404,     404,     404,     404,     404,     'allow', 'allow', 'allow']) }],
  readOwnNotices:      [{ about: 'own',      row: row([401,     'allow', 'allow', 'allow', 'allow', 'allow', 'allow', 404,     'allow']) }],
};
