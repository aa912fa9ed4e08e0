package locale

// Message names one text of the catalogue.
type Message uint16

// The messages, by where they are shown.
const (
	// Workspaces and lists
	WorkspaceCloud Message = iota + 1
	WorkspaceAzureCredits
	WorkspaceSoftware
	WorkspaceVisualStudio
	WorkspaceTechnical
	WorkspaceGoToMarket
	ListSubscriptions
	ListKeys
	ListUsers
	ListCustomers
	ListTenants
	ListMemberships

	// Short names of the workspaces
	TabCloud
	TabAzureCredits
	TabSoftware
	TabVisualStudio
	TabTechnical
	TabGoToMarket

	// Statuses of benefits and keys
	StatusUnknown
	StatusNotRedeemed
	StatusReserved
	StatusAssigned
	StatusPending
	StatusRedeemed
	StatusCancelled
	StatusAssignedShort
	StatusCancelledShort
	StatusTaken
	StatusInUse
	StatusLapsed

	// Statuses of subscriptions
	StatusActive
	StatusExpired
	StatusDisabled
	StatusLockedOut
	StatusDeleted
	StatusNone

	// Quick filters
	FilterAll
	FilterNotRedeemed
	FilterExpiring
	FilterActive
	FilterExpired
	FilterExpiringShort

	// Quantities
	UnitLicenses
	UnitActivations
	UnitUsers
	UnitIncidents
	UnitHours
	UnitPerMonth
	UnitPerYear
	UnitPerMonthShort
	UnitPerYearShort
	UnlimitedIncidents
	UnlimitedAmount
	DaysLeft
	DaysAgo
	DayToday
	DateNever
	PlusDays
	MinusDays
	SameDay

	// Actions on a subscription
	ActionExtend
	ActionAdd
	ActionRenew
	ActionActivate
	ActionExtendHelp
	ActionAddHelp
	ActionRenewHelp
	ActionActivateHelp

	// Lines of the arithmetic
	StepExtension
	StepPlusMonths
	StepShareOfMonth
	StepShareExact
	StepPlusDays
	StepTimeLeft
	StepKeyTime
	StepAverage
	StepAverageExact
	StepDayAfterEnd
	StepMembershipEnd

	// Refusals of a redemption
	RefusedNotForPurchase
	RefusedKeyMalformed
	RefusedKeyUsed
	RefusedKeyAlreadyRedeemed
	RefusedKeyPastActivateBy
	RefusedWrongProduct
	RefusedWrongTenant
	RefusedNotActive
	RefusedNotActiveNone
	RefusedAlreadyActive
	RefusedNothingToRenew
	RefusedOverThreeYears
	RefusedKeyMissing
	RefusedTenantMissing
	RefusedTenantMalformed
	RefusedTenantNotVerified
	RefusedProductUnconfirmed
	RefusedPortalEndTooEarly
	RefusedNotACloudBenefit
	RefusedConfirmDiffers
	RefusedNotRecorded
	RefusedNotReserved
	RefusedBuiltOn
	RefusedNothingCorrected
	RefusedRedeemedLater
	RefusedReplacementOver
	RefusedReplacementOnce
	RefusedReplacementBefore
	RefusedNoKeyToReplace
	RefusedKeyKnown

	// Refusals of numbers, dates and records
	BadOnMissing
	BadEndsMissing
	BadLicenses
	BadKeyLicenses
	BadKeyMonths
	BadDate
	BadResult
	BadMembershipEnd
	RefusedMissing
	RefusedNegative
	RefusedTooMany
	RefusedTooLong
	RefusedNoRecord
	KeyLength
	KeyLengthOpaque
	KeyCharacter

	// Warnings
	WarnIrreversible
	WarnLessThanTwelveMonths
	WarnEndEarlier
	WarnEndLater
	WarnEndUnchanged
	WarnBeyondThreeYears
	WarnPortalMayCap
	WarnGap
	WarnLicensesDrop
	WarnLicensesDropPeople
	WarnDiscontinued
	WarnBenefitExpiry
	WarnRoundingLater
	WarnRoundingEarlier
	ReasonUnexplained
	ReasonRounding
	ReasonThreeYears
	ReasonCap

	// Previews
	NotPossible
	ReservedUntil
	Before
	After

	// Around every screen
	CopyDone
	CopySent
	ActionHelpKeys
	ActionBack
	ActionQuit
	ActionNextWorkspace
	ActionPreviousWorkspace
	LeaveTitle
	LeaveQuestion
	HelpTitle
	Yes
	No
	WindowTooSmall
	Unrestricted

	// Columns
	ColumnBenefit
	ColumnSource
	ColumnQuantity
	ColumnActivateBy
	ColumnStatus
	ColumnProduct
	ColumnTenant
	ColumnLicenses
	ColumnAssigned
	ColumnEndDate
	ColumnAmount
	ColumnUser
	ColumnActivations
	ColumnSubscription
	ColumnSubscriber
	ColumnAssignedOn
	ColumnGranted
	ColumnUsed
	ColumnOffer
	ColumnExpires
	UsedOf

	// Details
	LabelKey
	NoKeyYet
	KeyGrants
	LabelSubscription
	EndsOn
	SectionRedeemingNow
	LabelNote
	AssignedAsOf
	EndIsEstimated
	LabelPaidWith
	LabelChannel
	LabelPortalID
	LabelReassignments
	LabelLevel
	LabelEmail
	LabelAccessID
	LabelContractID
	NotKnown
	LabelBenefitType
	LabelBenefitExpiry
	LabelMembership
	LabelMembershipEnds
	LabelRedemptionModel
	SectionRedemptions
	RedemptionLine
	SectionHistory
	BenefitCore
	BenefitIncremental
	ModelPurchase
	VerbAdd
	VerbEdit
	VerbRedeem
	VerbReserve
	VerbReveal
	VerbCopy
	VerbImport
	VerbExport
	VerbRetire
	VerbRestore
	VerbIdentify
	VerbRelease
	VerbCorrect
	VerbReplace
	VerbGiveUp
	VerbCancel
	VerbUndo
	RolePartnerAdmin
	RoleGlobalAdmin
	RoleUserAdmin
	RoleAdminAgent
	RoleAccountAdmin
	RoleReferralAdmin
	RoleMarketingAdmin
	RoleBillingAdmin
	RoleMissingAsk
	RoleMissingNobody
	RoleOr
	FinalCorrected
	FinalSeen
	FinalWritten

	// The workspace screen
	FilterPlaceholder
	NothingFits
	NothingHere
	ActionOpen
	ActionFilter
	ActionKeepFilter
	ActionClearFilter
	ActionQuickFilter
	ActionSort
	ActionSortReverse
	ActionBeside
	ActionImport
	ActionShowAll
	ActionRedeem
	ActionReveal
	ActionCopyKey
	ActionEdit
	ActionNew
	MoveUp
	MoveDown
	MovePageUp
	MovePageDown
	MoveHome
	MoveEnd
	PreviousRecord
	NextRecord
	WhyNothingSelected
	WhyRedeemed
	HidesItself
	Summary
	SummarySubscriptions

	// Wizards
	ActionChoose
	ActionNext
	ActionCommit
	ActionNextField
	ActionPreviousField
	ActionPrevious
	StepOf
	StageActivate
	PreviewTitle

	// The redeem wizard
	ActionPick
	RedeemTitle
	StepIntroduction
	StepWalkthrough
	StepSubscription
	StepSameProduct
	StepTenant
	StepVerify
	StepKey
	StepAction
	StepConfirm
	IntroBenefit
	IntroSubscription
	IntroRedemption
	IntroPromise
	WalkPrivateWindow
	WalkIrreversible
	AskSubscription
	NoSubscription
	NoSubscriptionHelp
	AskSameProduct
	SameProductNo
	SameProductNoHelp
	SameProductYes
	SameProductYesHelp
	AskTenant
	FieldTenant
	AskVerified
	NotVerified
	Verified
	AskStoredKey
	AskKey
	FieldKey
	FieldKeyLicenses
	FieldKeyMonths
	FieldRedeemDay
	AskAction
	ConfirmLink
	PortalStepsExtend
	PortalStepsAdd
	PortalStepsActivate
	ConfirmSummary
	FieldConfirm
	ConfirmSame
	ConfirmOther
	TypeTheDate
	PortalDiffersTitle
	PortalDiffers
	PortalDiffersQuestion
	ActionSkip
	ActionOtherSubscription
	ActionNotDoneYet
	ActionCopyLink

	// Results, forms, import
	ActionBackToList
	ResultRedeemed
	ResultReserved
	ResultReservedNext
	ResultAssign
	ResultReplacement
	WelcomeTitle
	WelcomeText
	WelcomeImport
	WelcomeImportHelp
	WelcomeDemo
	WelcomeDemoHelp
	WelcomeType
	WelcomeTypeHelp
	WelcomeFilling
	Saved
	FormBenefit
	FormSubscription
	FormKey
	ActionAddKey
	ImportTitle
	ImportPlaceholder
	ImportBusy
	ImportNothingStored
	ImportSources
	Imported
	ActionReadFiles
	ActionWriteImport
	ActionOtherFiles
	ActionSkipBad
	ActionDayFirst
	ActionMonthFirst
	WhyBadRows
	WhyNothingNew
	DiffCounts
	BadRow
	RefusedDateOrder

	// The store and its file
	StoreLocked
	StoreLockedUnknown
	StoreForeign
	StoreDamaged
	StoreNewer
	StoreOlder
	StoreEmpty
	StoreDirectory
	StoreReadOnly
	StoreNoSpace
	StoreVanished
	StoreReplaced
	StoreKeysLocked
	StoreKeyExists
	StoreNotSaved
	StoreTightened
	FactsChanged
	OutcomeUnknown
	NoTerminal
	StoreLoose
	StoreHalfHeader

	// Lists and imports as lines
	ColumnLine
	FileTaken
	WouldWrite
	Written
	NothingToChange
	BadRowsRefused
	NoRows
	KindPartner
	KindMembership
	KindTenant
	KindUser
	KindCustomer
	KindProduct
	KindBenefit
	KindKey
	KindSubscription
	KindRedemption

	// More
	AndMore
	ActionSentence
	WhyNot
	StoreMigrated
	NoteUnknownValue
	FieldNameName
	FieldNameReason
	FieldNameWorkspace
	FieldNameQuantity
	FieldNameKey
	FieldNameLicenses
	FieldNameMonths
	FieldNameTenant
	FieldNameAction
	FieldNamePerson
	NoteKeptStatus
	NoteSharedCount
	NoteNotGuessed
	NoteDanglingRef
	NoteFirstPage
	ConfirmWait
	ConfirmHold
	ActionLeave
	DatePlaceholder
	RefusedTenantsUnconnected

	messageEnd
)
