package exchange

import "benefitdesk/model"

// Codes of what is worth saying about a file, with the arguments that their
// words need. Texts of files in them are safe to show.
const (
	CodeUnknownValue model.Code = "unknown_value" // line, field, text: kept as text only
	CodeUnknownKept  model.Code = "unknown_kept"  // line, field, text: kept as it is
	CodeKeptStatus   model.Code = "kept_status"   // line, label, our status, the file's
	CodeSharedCount  model.Code = "shared_count"  // line, product, assigned, total, number of subscriptions
	CodeNoTotal      model.Code = "no_total"      // line, label: how many licenses there are is not told
	CodeNotGuessed   model.Code = "not_guessed"   // line, label: added as new, may be one that is known
	CodeDanglingRef  model.Code = "dangling_ref"  // line, what it refers to: not in the file
	CodeFirstPage    model.Code = "first_page"    // the file is one page of several
)

// Codes of why a file can't be used. The first three are those of the errors;
// the last argument is a notice with the problem.
const (
	CodeFile        model.Code = "file"             // name, problem
	CodeFileLine    model.Code = "file_line"        // name, line, problem
	CodeSyntax      model.Code = "file_syntax"      // name, line, column, what was expected
	CodeUnreadable  model.Code = "file_unreadable"  // path, what the system says
	CodeNoFile      model.Code = "file_missing"     // path
	CodeFolder      model.Code = "file_folder"      // path
	CodeUnsupported model.Code = "file_unsupported" // kind

	CodeEmptyFile         model.Code = "file_empty"
	CodeArchive           model.Code = "file_archive"
	CodeBinary            model.Code = "file_binary"
	CodeNoRecords         model.Code = "file_no_records"
	CodeUnknownRecords    model.Code = "file_unknown_records" // fields of the first
	CodeUnknownTable      model.Code = "file_unknown_table"   // first line
	CodeContradiction     model.Code = "file_contradiction"   // text, line, order; text, line, order
	CodeSeveralWorkspaces model.Code = "several_workspaces"
	CodeNoWorkspace       model.Code = "no_workspace"
	CodeUnnamedPortfolio  model.Code = "portfolio_unnamed" // the name that it must have
	CodePortfolioVersion  model.Code = "portfolio_version" // version as written, the latest that is known
	CodeNewerPortfolio    model.Code = "portfolio_newer"   // version, the latest that is known

	CodeLongRecord  model.Code = "record_too_long"
	CodeOpenRecord  model.Code = "record_open"
	CodeLongLine    model.Code = "line_too_long"
	CodeManyColumns model.Code = "too_many_columns" // limit
	CodeLongCell    model.Code = "cell_too_long"    // limit
	CodeTooDeep     model.Code = "too_deep"         // limit
)

// The orders of dates as a contradiction names them.
const (
	CodeDayFirst   model.Code = "day_first"
	CodeMonthFirst model.Code = "month_first"
)

// Codes of what a malformed file should have had; signs of the format are
// arguments.
const (
	ExpectedValue        model.Code = "expected_value"
	ExpectedObject       model.Code = "expected_object"
	ExpectedEnd          model.Code = "expected_end"
	ExpectedName         model.Code = "expected_name"
	ExpectedSign         model.Code = "expected_sign"          // the sign
	ExpectedColon        model.Code = "expected_colon"         // the colon, name
	ExpectedAfterValue   model.Code = "expected_after_value"   // two signs, name
	ExpectedAfterElement model.Code = "expected_after_element" // two signs
	ExpectedAfterQuoted  model.Code = "expected_after_quoted"  // a sign
	ExpectedQuote        model.Code = "expected_quote"
	ExpectedQuoteBefore  model.Code = "expected_quote_before"
	ExpectedQuoteOfCell  model.Code = "expected_quote_of_cell"
	ExpectedHex          model.Code = "expected_hex"
	ExpectedEscape       model.Code = "expected_escape" // the characters
	ExpectedDigit        model.Code = "expected_digit"
	ExpectedAtEnd        model.Code = "expected_at_end" // what was expected, where the file ends
)

// Codes of why a row can't be used, beside those of records.
const (
	BadAlone     model.Code = "bad_alone"     // text
	BadCells     model.Code = "bad_cells"     // cells, columns of the header
	BadDate      model.Code = "bad_date"      // text without a date
	BadDay       model.Code = "bad_day"       // text of a day that does not exist
	BadGUID      model.Code = "bad_guid"      // text
	BadKey       model.Code = "bad_key"       // *model.KeyError
	BadName      model.Code = "bad_name"      // field, text
	BadNumber    model.Code = "bad_number"    // field, text
	BadProduct   model.Code = "bad_product"   // neither id of a product
	BadQuantity  model.Code = "bad_quantity"  // text
	BadTruth     model.Code = "bad_truth"     // field, text
	BadWorkspace model.Code = "bad_workspace" // text
	BadType      model.Code = "bad_type"      // field, its type in JSON
	BadRecord    model.Code = "bad_record"    // what the decoder says
	SameRow      model.Code = "same_row"      // line
	SameID       model.Code = "same_id"       // record, line
	SameKey      model.Code = "same_key"      // line
)

// Kinds of files.
const (
	KindPortfolio      model.Code = "portfolio"
	KindProductNames   model.Code = "product-names"
	KindGraph          model.Code = "graph-subscriptions"
	KindSubscribedSKUs model.Code = "graph-subscribed-skus"
	KindYourProducts   model.Code = "your-products"
	KindBenefits       model.Code = "benefits"

	kindPartnerSubscriptions model.Code = "partner-center-subscriptions"
	kindPartnerSKUs          model.Code = "partner-center-subscribed-skus"
	kindEntitlements         model.Code = "partner-center-entitlements"
	kindAudit                model.Code = "partner-center-audit"
	kindVisualStudio         model.Code = "visual-studio"
)

func notice(code model.Code, args ...any) model.Notice { return model.Notice{Code: code, Args: args} }
