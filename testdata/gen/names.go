package main

var programs = []struct{ name, source string }{
	{"Microsoft Action Pack", "MAPS - Core"},
	{"Solutions Partner", "Solutions Partner - Core"},
	{"Gold competency", "Legacy Gold - Core"},
	{"Silver competency", "Legacy Silver - Core"},
	{"ISV Success", "ISV Success program - ISV Success program"},
}

var products = []struct{ name, part string }{
	{"Microsoft 365 E3", "SPE_E3"},
	{"Microsoft 365 E5", "SPE_E5"},
	{"Microsoft 365 Business Premium", "SPB"},
	{"Office 365 E3", "ENTERPRISEPACK"},
	{"Enterprise Mobility + Security E5", "EMSPREMIUM"},
	{"Power BI Pro", "POWER_BI_PRO"},
	{"Power BI Premium Per User", "PBI_PREMIUM_PER_USER"},
	{"Visio Plan 2", "VISIOCLIENT"},
	{"Planner and Project Plan 3", "PROJECTPROFESSIONAL"},
	{"Microsoft Copilot for Microsoft 365", "Microsoft_365_Copilot"},
	{"Dynamics 365 for Sales Enterprise Edition", "DYN365_ENTERPRISE_SALES"},
	{"Windows 10/11 Enterprise E3", "WIN10_VDA_E3"},
}

var software = []string{
	"Exchange Server Standard 2019", "SQL Server 2022 Standard", "Windows Server 2022 Datacenter", "SharePoint Server Subscription Edition",
	"Microsoft Endpoint Configmgr (current branch)", "Advanced Threat Analytics Client Management License", "Office LTSC Professional Plus 2021",
}

var support = []string{"Microsoft Product Support", "Signature Cloud Support", "Partner Advisory Hours"}

var offers = []string{"Logo builder", "Marketplace Rewards", "Co-sell ready storefront", "Customer story", "Social media campaign"}

var (
	firstNames = []string{"Adele", "Alex", "Diego", "Grady", "Henrietta", "Isaiah", "Johanna", "Joni", "Lee", "Lidia", "Lynne", "Megan", "Miriam", "Nestor", "Patti", "Pradeep"}
	lastNames  = []string{"Vance", "Wilber", "Siciliani", "Archie", "Mueller", "Langer", "Lorenz", "Sherman", "Gu", "Holloway", "Robbins", "Bowen", "Graham", "Wilke", "Fernandez", "Gupta"}
	trades     = []string{"Logistics", "Bakeries", "Instruments", "Textiles", "Dental Care", "Shipyards", "Publishing"}
	countries  = []string{"Germany", "France", "Japan", "Brazil", "United Kingdom", "Australia", "Netherlands"}
)
