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

	// Statuses of benefits and keys
	StatusUnknown
	StatusNotRedeemed
	StatusReserved
	StatusAssigned
	StatusPending
	StatusRedeemed
	StatusCancelled
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

	// Quantities
	UnitLicenses
	UnitActivations
	UnitUsers
	UnitIncidents
	UnitHours
	UnitPerMonth
	UnitPerYear
	UnlimitedIncidents
	UnlimitedAmount
	DaysLeft
	DaysAgo
	DayToday
	DateNever
	PlusDays
	MinusDays
	SameDay
	MonthsCount
	DaysCount

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
	RefusedNoRecord
	KeyLength
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
	WarnRounding
	WarnPortalUnexplained

	// Previews
	NotPossible
	ReservedUntil
	Before
	After

	messageEnd
)
